import { useState } from "react";
import { useLocation } from "wouter";
import { organisations } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { auth as words } from "../messages/en/auth.ts";
import { form } from "../messages/en/form.ts";
import { isolate } from "../messages/isolate.ts";
import { t } from "../messages/t.ts";

export default function CreateOrganisation() {
  const [, navigate] = useLocation();
  const { refresh } = useSession();
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? slugOf(name);
  return (
    <AuthLayout title={t(words.create)} intro={t(words.createHint)}>
      <Form
        action={t(words.createNow)}
        submit={() => organisations.create({ name, slug })}
        done={async () => {
          await refresh();
          navigate(`/o/${slug}/settings/channels`, { replace: true });
        }}
      >
        <TextField
          label={t(form.name)}
          name="name"
          autoComplete="organization"
          required
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t(words.address)}
          name="slug"
          required
          maxLength={48}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          dir="ltr"
          title={t(words.addressHint)}
          autoCapitalize="off"
          spellCheck={false}
          value={slug}
          hint={isolate(`${location.host}/o/${slug === "" ? "…" : slug}`)}
          onChange={(event) => setOwnSlug(event.target.value)}
        />
      </Form>
    </AuthLayout>
  );
}

function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "")
    .slice(0, 48);
}
