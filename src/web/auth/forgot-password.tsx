import { useState } from "react";
import { Link } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { auth as words } from "../messages/en/auth.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";

export default function ForgotPassword() {
  const [sent, setSent] = useState(false);
  return (
    <AuthLayout title={t(words.reset)} intro={t(words.resetHint)}>
      {/* The same words whether the account exists or not: the page must not tell who has one. */}
      {sent ? (
        <Notice tone="success">{t(words.linkSent)}</Notice>
      ) : (
        <Form
          action={t(words.sendLink)}
          submit={({ email = "" }) => auth.requestPasswordReset(email)}
          done={() => setSent(true)}
        >
          <TextField
            label={t(form.email)}
            name="email"
            type="email"
            dir="ltr"
            autoComplete="username"
            required
            autoFocus
          />
        </Form>
      )}
      <p className="auth-aside">
        <Link className="text-link" href="/sign-in">
          {t(words.back)}
        </Link>
      </p>
    </AuthLayout>
  );
}
