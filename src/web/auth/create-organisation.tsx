import { useState } from "react";
import { useLocation } from "wouter";
import { organisations } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { useSession } from "../session.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";

export function CreateOrganisation() {
  const [, navigate] = useLocation();
  const { refresh } = useSession();
  const [name, setName] = useState("");
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const slug = ownSlug ?? slugOf(name);
  return (
    <AuthLayout title="Create an organisation" intro="Everyone in it shares the same conversations.">
      <Form
        action="Create organisation"
        submit={() => organisations.create({ name, slug })}
        done={async () => {
          await refresh();
          navigate(`/o/${slug}/settings/channels`, { replace: true });
        }}
      >
        <TextField
          label="Name"
          name="name"
          autoComplete="organization"
          required
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Address"
          name="slug"
          required
          maxLength={48}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          title="Small letters, digits and single hyphens"
          autoCapitalize="off"
          spellCheck={false}
          value={slug}
          hint={`${location.host}/o/${slug === "" ? "…" : slug}`}
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
