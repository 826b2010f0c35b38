// Importing this makes <echo-playground> known.

import { EchoPlayground } from "./element.js";

export { EchoPlayground };

if (globalThis.customElements !== undefined && customElements.get("echo-playground") === undefined) {
  customElements.define("echo-playground", EchoPlayground);
}
