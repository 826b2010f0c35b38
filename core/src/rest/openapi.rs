pub fn description(_a: &str) -> serde_json::Value {
    serde_json::Value::Null
}
