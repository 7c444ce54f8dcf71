import { LocateFixed } from "lucide-react";
import { useState } from "react";
import type { Location } from "../../protocol/commands.ts";
import { limits } from "../../protocol/limits.ts";
import type { Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { mapAddress } from "../map-address.ts";
import { location as words } from "../messages/en/location.ts";
import { t } from "../messages/t.ts";
import { pastedPair, readPlace, type TypedPlace } from "./read-place.ts";
import "./location-dialog.css";

interface LocationDialogProps {
  send: (place: Location) => void;
  close: () => void;
}

/** A place to be sent: where this device is, or what is typed. */
export default function LocationDialog({ send, close }: LocationDialogProps) {
  const [typed, setTyped] = useState<TypedPlace>({ latitude: "", longitude: "", name: "", address: "" });
  const read = readPlace(typed);
  async function submit(): Promise<Result<null>> {
    if (!read.ok) return refusedHere(t(words[`wrong.${read.field}`]), read.field);
    send(read.place);
    return { ok: true, value: null };
  }
  return (
    <EditorDialog open title={t(words.title)} close={close}>
      <EditorForm action={t(words.send)} submit={submit} done={close} fields={["latitude", "longitude"]}>
        {(_, errorOf) => (
          <>
            {/* Found seconds later: what was typed meanwhile stays. */}
            <DevicePlace found={(place) => setTyped((before) => ({ ...before, ...place }))} />
            <div className="location-degrees">
              {(["latitude", "longitude"] as const).map((field) => (
                <TextField
                  key={field}
                  label={t(words[field])}
                  hint={t(words[`example.${field}`])}
                  error={errorOf(field)}
                  dir="ltr"
                  inputMode="decimal"
                  autoComplete="off"
                  required
                  value={typed[field]}
                  onChange={({ target }) =>
                    setTyped({ ...typed, ...(pastedPair(target.value) ?? { [field]: target.value }) })
                  }
                />
              ))}
            </div>
            <TextField
              label={t(words.name)}
              dir="auto"
              maxLength={limits.nameLength}
              value={typed.name}
              onChange={({ target }) => setTyped({ ...typed, name: target.value })}
            />
            <TextField
              label={t(words.address)}
              dir="auto"
              maxLength={limits.nameLength}
              value={typed.address}
              onChange={({ target }) => setTyped({ ...typed, address: target.value })}
            />
            {read.ok ? <MapLink place={read.place} /> : null}
          </>
        )}
      </EditorForm>
    </EditorDialog>
  );
}

/** What goes wrong, by `GeolocationPositionError.code`. */
const reasons = { 1: "denied", 2: "unavailable", 3: "timeout" } as const;
/** Satellites may take their time; a person waits no longer. */
const locateMs = 15_000;
/** Five decimals are a metre. */
const decimals = 5;

function DevicePlace({ found }: { found: (place: Pick<TypedPlace, "latitude" | "longitude">) => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"denied" | "unavailable" | "timeout" | null>(null);
  function locate(): void {
    setBusy(true);
    setProblem(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false);
        found({ latitude: coords.latitude.toFixed(decimals), longitude: coords.longitude.toFixed(decimals) });
      },
      ({ code }) => {
        setBusy(false);
        setProblem(reasons[code as 1 | 2 | 3] ?? "unavailable");
      },
      { enableHighAccuracy: true, timeout: locateMs },
    );
  }
  return (
    <div className="location-device">
      <Button busy={busy} onClick={locate}>
        <LocateFixed size={16} aria-hidden />
        {t(busy ? words.locating : words.here)}
      </Button>
      {problem === null ? null : <Notice tone="error">{t(words[problem])}</Notice>}
    </div>
  );
}

function MapLink({ place }: { place: Location }) {
  return (
    <p>
      <a className="text-link" href={mapAddress(place)} target="_blank" rel="noreferrer">
        {t(words.onMap)}
      </a>
    </p>
  );
}
