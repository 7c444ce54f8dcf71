import { CSPProvider } from "@base-ui/react/csp-provider";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import { CrashPage } from "./crash-page.tsx";
import { useLocale } from "./messages/use-locale.ts";

/** What all of the page stands in. */
export function Surroundings({ children }: { children: ReactNode }) {
  const { tag, direction } = useLocale();
  return (
    // The Content-Security-Policy allows no inline <style>.
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        {/* Another language is another page: nothing that remembers a word, a date or a width stays. */}
        <Tooltip.Provider key={tag} delay={400}>
          <CrashPage>{children}</CrashPage>
        </Tooltip.Provider>
      </DirectionProvider>
    </CSPProvider>
  );
}
