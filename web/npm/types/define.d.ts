import { EchoPlayground } from "./element.js";

export { EchoPlayground };

declare global {
  interface HTMLElementTagNameMap {
    "echo-playground": EchoPlayground;
  }
}
