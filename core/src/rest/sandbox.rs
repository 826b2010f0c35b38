//! The sandbox: an engine, a clock, and what the rest of Mangopay's API knows beside Echo.

use super::clock::Clock;
use super::error::Problem;
use super::hooks::Hooks;
use super::kept::Kept;
use super::people::People;
use super::reports::Report;
use super::request::{Request, Response};
use super::route::{self, Call, Found, Version, Words};
use crate::date::Timestamp;
use crate::engine::{Answer, Command, Config, Engine, FileBytes, Log, Refusal, Webhook, World};
use crate::id::{Id, ulid};
use crate::persistent::List;
use std::collections::VecDeque;
use std::sync::Arc;

/// Milliseconds of the clock on the wall.
pub type Wall = i64;

/// Longer names in paths are no client's.
const CLIENT_CHARS_MAX: usize = 128;

/// How a sandbox begins, and begins again after a reset.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub config: Config,
    /// The clock begins at the moment on the wall and not at the configured one.
    pub follows_wall: bool,
    /// The clock stands still until it is moved.
    pub frozen: bool,
    /// Requests without a token are refused.
    pub needs_token: bool,
}

/// An event as it is listed, streamed and sent to hooks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub event: &'static str,
    pub resource: String,
    pub date: Timestamp,
}

/// A file that is held back: its Settlement looks as if it were being read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    pub settlement: Id,
    pub file: FileBytes,
    pub due: Wall,
}

#[derive(Clone, Debug)]
pub struct Sandbox {
    pub(super) beginning: Beginning,
    /// Where clients reach it: what its upload and download addresses begin with.
    pub(super) address: String,
    pub(super) engine: Engine,
    pub(super) clock: Clock,
    pub(super) people: People,
    pub(super) hooks: Hooks,
    pub(super) reports: Arc<Vec<Report>>,
    pub(super) notices: List<Notice>,
    /// How many webhooks of the engine are among the notices.
    collected: usize,
    pub(super) kept: Kept,
    pub(super) held: VecDeque<Held>,
    /// How long the next file will be held back, in milliseconds.
    pub(super) next_hold: Option<Wall>,
    pub(super) webhooks_fail: bool,
    /// What the next user or wallet is called, instead of an id that is made.
    pub(super) given_id: Option<String>,
    /// Ids of hooks and reports, and of errors: the latter change nothing that matters.
    made: u64,
    refused: u64,
}

/// What a call comes to.
pub(super) type Outcome = Result<Response, Problem>;

impl Sandbox {
    pub fn new(mut beginning: Beginning, address: impl Into<String>, wall: Wall) -> Self {
        let clock = if beginning.follows_wall {
            beginning.config.now = wall.div_euclid(1000);
            Clock::on_the_wall()
        } else {
            Clock::showing(beginning.config.now, wall)
        };
        let clock = if beginning.frozen { clock.stopped(wall) } else { clock };
        let mut address = address.into();
        address.truncate(address.trim_end_matches('/').len());
        Self {
            engine: Engine::new(beginning.config.clone()),
            beginning,
            address,
            clock,
            people: People::default(),
            hooks: Hooks::default(),
            reports: Arc::default(),
            notices: List::default(),
            collected: 0,
            kept: Kept::default(),
            held: VecDeque::new(),
            next_hold: None,
            webhooks_fail: false,
            given_id: None,
            made: 0,
            refused: 0,
        }
    }

    /// A sandbox around an engine that was there before. Its clock stands where the engine's stands.
    pub fn around(engine: Engine, address: impl Into<String>) -> Self {
        let beginning = Beginning {
            config: engine.world().config().clone(),
            follows_wall: false,
            frozen: true,
            needs_token: false,
        };
        let mut sandbox = Self::new(beginning, address, 0);
        sandbox.take_over(engine, 0);
        sandbox
    }

    /// Answers a request at a moment on the wall. It always answers.
    pub fn answer(&mut self, request: &Request<'_>, wall: Wall) -> Response {
        self.let_time_pass(wall);
        let target = request.plain_target();
        let request = Request { target: &target, ..*request };
        let path = request.path();
        match route::find(request.method, path) {
            Found::Route(call, version, words) => self.call(call, version, words, &request, wall),
            Found::OtherMethod(version, allow) => {
                let sentence = format!("This path takes {allow}, not {}.", brief(request.method));
                self.refuse(&Problem::no_method(allow, sentence), version)
            }
            Found::Nothing(version) => {
                let sentence = match route::nearest(request.method, path) {
                    Some(near) => format!("There is no path {}. The nearest is {near}.", brief(path)),
                    None => format!("There is no path {}.", brief(path)),
                };
                self.refuse(&Problem::no_path(sentence), version)
            }
        }
    }

    fn call(
        &mut self,
        call: Call,
        version: Version,
        words: Words<'_>,
        request: &Request<'_>,
        wall: Wall,
    ) -> Response {
        if let Err(problem) = self.admit(call, version, request) {
            return self.refuse(&problem, version);
        }
        let is_reading = matches!(request.method, "GET" | "HEAD") || call == Call::Token;
        if !is_reading && version != Version::Own {
            self.go_by(request.client());
        }
        let is_post = request.method == "POST";
        let key =
            request.idempotency_key.filter(|_| is_post && version != Version::Own && call != Call::Token);
        if let Some(key) = key
            && let Err(refusal) = self.engine.use_key(key)
        {
            return self.refuse(&refusal.into(), version);
        }
        let made = self.made;
        let mut response = match self.dispatch(call, words, request, wall) {
            Ok(response) => response,
            Err(problem) => {
                // What is refused leaves no trace, so that it need not be kept.
                self.made = made;
                self.refuse(&problem, version)
            }
        };
        if let Some(key) = key {
            let url = format!("{}{}", self.address, request.target);
            self.kept.keep(key, url, &response, self.now());
        }
        response.changed = key.is_some() || (!is_reading && response.is_success());
        self.collect();
        response
    }

    /// The first who declares something names the platform: its own sales go by this name.
    fn go_by(&mut self, client: &str) {
        let world = self.world();
        // Money may have come before: its paths name nobody.
        let is_new =
            world.users().next().is_none() && world.intents().len() == 0 && world.settlements().len() == 0;
        if !is_new || client == world.config().client_id || client.len() > CLIENT_CHARS_MAX {
            return;
        }
        let mut log = self.engine.export();
        client.clone_into(&mut log.config.client_id);
        if let Ok(engine) = Engine::import(log) {
            self.engine = engine;
        }
    }

    fn admit(&self, call: Call, version: Version, request: &Request<'_>) -> Result<(), Problem> {
        let has_token = request.authorization.is_some_and(|value| !value.trim().is_empty());
        let free = version == Version::Own || call == Call::Token || !self.beginning.needs_token;
        if free || has_token {
            return Ok(());
        }
        Err(Problem::unauthorized("Ask POST /v2.01/oauth/token for a token and send it in Authorization."))
    }

    pub(super) fn refuse(&mut self, problem: &Problem, version: Version) -> Response {
        self.refused = self.refused.wrapping_add(1);
        let now = self.now();
        let id = ulid("", now, self.refused, self.engine.world().config().seed);
        problem.answer(version, id, now)
    }

    // What the calls share.

    pub fn world(&self) -> &World {
        self.engine.world()
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// For doing directly what no request does. The next answer takes it into account.
    pub fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }

    pub(super) fn now(&self) -> Timestamp {
        self.engine.world().now()
    }

    pub(super) fn handle(&mut self, command: Command) -> Result<Answer, Refusal> {
        self.engine.handle(command).map(|outcome| outcome.answer)
    }

    /// A new id of something that Echo does not know.
    pub(super) fn id(&mut self, prefix: &str) -> String {
        self.made = self.made.saturating_add(1);
        ulid(prefix, self.now(), self.made, self.engine.world().config().seed)
    }

    pub(super) fn notify(&mut self, event: &'static str, resource: String) {
        let date = self.now();
        self.hooks.announce_as(event, &resource, date);
        self.notices.push(Notice { event, resource, date });
    }

    // Time.

    pub(super) fn let_time_pass(&mut self, wall: Wall) {
        let shown = self.clock.milliseconds(wall);
        // Each at its own moment, however late somebody looks: what is kept must give the same when it is sent again.
        while let Some(held) = self.held.pop_front_if(|held| held.due <= shown) {
            self.advance(held.due.div_euclid(1000));
            let settlement = held.settlement.to_string();
            // The Settlement may have been cancelled in the meantime; then nobody reads the file.
            let _ = self.handle(Command::Upload { settlement, file: held.file });
        }
        self.advance(shown.div_euclid(1000));
        self.collect();
    }

    /// Files that wait are read in the order in which they are due.
    pub(super) fn hold(&mut self, held: Held) {
        let place = self.held.partition_point(|other| other.due <= held.due);
        self.held.insert(place, held);
    }

    /// The engine's clock never goes back, whatever the one on the wall does.
    pub(super) fn advance(&mut self, to: Timestamp) {
        if to > self.now() {
            let _ = self.engine.pass_time(to);
        }
    }

    /// Takes in the engine's events that came since the last time.
    pub(super) fn collect(&mut self) {
        let world = self.engine.world();
        // The engine may have been taken back behind what was collected.
        self.collected = self.collected.min(world.webhooks().len());
        let new = world.webhooks().len().saturating_sub(self.collected);
        if new == 0 {
            return;
        }
        let mut webhooks: Vec<Webhook> = world.webhooks().rev().take(new).cloned().collect();
        webhooks.reverse();
        self.collected = self.collected.saturating_add(new);
        for webhook in webhooks {
            self.hooks.announce(&webhook);
            self.notices.push(Notice {
                event: webhook.event_type.value(),
                resource: webhook.resource_id.to_string(),
                date: webhook.date,
            });
        }
    }

    // Beginning again.

    pub(super) fn reset(&mut self, wall: Wall) {
        *self = Self::new(self.beginning.clone(), self.address.clone(), wall);
    }

    /// Goes on from another engine's world; what only the sandbox knew is forgotten.
    pub(super) fn take_over(&mut self, engine: Engine, wall: Wall) {
        self.reset(wall);
        let clock = Clock::showing(engine.world().now(), wall);
        self.clock = if self.clock.is_stopped() { clock.stopped(wall) } else { clock };
        self.engine = engine;
        self.collect();
    }

    pub(super) fn load(&mut self, log: Log, wall: Wall) -> Result<(), Problem> {
        let engine = Engine::import(log).map_err(|error| Problem::param("Log", format!("{error}.")))?;
        self.take_over(engine, wall);
        Ok(())
    }

    /// The address under which clients reach it from now on.
    pub fn set_address(&mut self, address: &str) {
        address.trim_end_matches('/').clone_into(&mut self.address);
    }
}

/// What was sent, short enough for a sentence.
pub(super) fn brief(text: &str) -> String {
    let most = 120;
    let mut brief: String = text.chars().take(most).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}
