import { useEffect, useState } from "react";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelConnect as words } from "../messages/en/channel-connect.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { type DomainRecord, type MailDomain, mailDomains } from "./channel-calls.ts";
import { CopyLine } from "./copy-line.tsx";
import { refusedByProvider } from "./health-words.ts";

interface Wanted {
  readonly domain: string;
  readonly record: DomainRecord;
}

/** The DNS record that a refusal asks for; null when it is about something else. */
export function wantedRecord(failure: Failure | null): Wanted | null {
  const { domain, record } = failure?.details ?? {};
  if (typeof domain !== "string" || typeof record !== "object" || record === null) return null;
  const { name, value } = record as Record<string, unknown>;
  return typeof name === "string" && typeof value === "string" ? { domain, record: { name, value } } : null;
}

/** The record that proves a domain, to be copied to its DNS. */
export function DomainRecordLines({ domain, record: { name, value } }: Wanted) {
  return (
    <section className="domain-record" aria-label={t(words["proof.title"], { domain })}>
      <h2 className="settings-heading">{t(words["proof.title"], { domain })}</h2>
      <p className="settings-text">{t(words["proof.how"], { domain })}</p>
      <p className="settings-detail">{t(words["proof.name"])}</p>
      <CopyLine label={t(words["proof.name"])} value={name} />
      <p className="settings-detail">{t(words["proof.value"])}</p>
      <CopyLine label={t(words["proof.value"])} value={value} />
    </section>
  );
}

/** Domains whose addresses the organisation may connect at once. */
export function GivenDomains() {
  const domains = useDomains().filter(({ proof }) => proof !== null);
  if (domains.length === 0) return null;
  return (
    <ul className="channel-facts">
      {domains.map(({ domain, proof }) => (
        <li key={domain}>{t(words[proof === "setting" ? "proof.given" : "proof.proved"], { domain })}</li>
      ))}
    </ul>
  );
}

/** For a channel whose domain is not proved, or no more: its record, and whether it is in DNS by now. */
export function ProveDomain({ domain, proved }: { domain: string; proved: () => void }) {
  const { slug } = useOrganisation();
  const known = useDomains().find((one) => one.domain === domain);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (known === undefined) return null;

  async function check(): Promise<void> {
    setBusy(true);
    const result = await mailDomains.check(slug, domain);
    setBusy(false);
    setFailure(result.ok ? null : result);
    if (result.ok) proved();
  }

  return (
    <>
      <DomainRecordLines domain={domain} record={known.record} />
      {failure === null ? null : <Notice tone="error">{refusedByProvider(failure, "email") ?? failure.message}</Notice>}
      <Button busy={busy} onClick={() => void check()}>
        {t(words["proof.again"])}
      </Button>
    </>
  );
}

function useDomains(): readonly MailDomain[] {
  const { slug } = useOrganisation();
  const [domains, setDomains] = useState<readonly MailDomain[]>([]);
  useEffect(() => {
    void mailDomains.list(slug).then((result) => {
      if (result.ok) setDomains(result.value.items);
    });
  }, [slug]);
  return domains;
}
