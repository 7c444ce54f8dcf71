import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { keepPageOffline } from "./offline/updates.ts";
import { speakAsChosen } from "./speak-as-chosen.ts";
import { Surroundings } from "./surroundings.tsx";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
// Nothing is painted until it is known in which language, and from which side. Not awaited here: what an entry that
// waits shares with later chunks is cut out of it, into many small files.
void speakAsChosen().then(() =>
  createRoot(root).render(
    <StrictMode>
      <Surroundings>
        <App />
      </Surroundings>
    </StrictMode>,
  ),
);
keepPageOffline();
