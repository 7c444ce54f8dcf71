import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { CrashPage } from "./crash-page.tsx";
import { keepPageOffline } from "./offline/updates.ts";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    {/* The Content-Security-Policy allows no inline <style>. */}
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={400}>
        <CrashPage>
          <App />
        </CrashPage>
      </Tooltip.Provider>
    </CSPProvider>
  </StrictMode>,
);
keepPageOffline();
