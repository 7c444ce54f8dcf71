import { loadNewVersion, useNewVersion } from "./updates.ts";
import "./new-version.css";

/** Says that there is a newer version, and leaves the moment to the reader. */
export function NewVersion() {
  const isNewer = useNewVersion();
  // The live region stays, so that screen readers hear what comes into it.
  return (
    <output>
      {isNewer ? (
        <span className="new-version">
          A new version is here.
          <button type="button" className="new-version-action" onClick={() => void loadNewVersion()}>
            Reload
          </button>
        </span>
      ) : null}
    </output>
  );
}
