import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { auth as words } from "../messages/en/auth.ts";
import { t } from "../messages/t.ts";

export default function ResetPassword() {
  const [search] = useSearchParams();
  const token = search.get("token");
  const [changed, setChanged] = useState(false);
  if (changed) {
    return (
      <AuthLayout title={t(words.changed)}>
        <Notice tone="success">{t(words.changedHint)}</Notice>
        <Link className="button button-primary" href="/sign-in">
          {t(words.signIn)}
        </Link>
      </AuthLayout>
    );
  }
  if (token === null || token === "") {
    return (
      <AuthLayout title={t(words.noLink)}>
        <Notice tone="error">{t(words.noLinkHint)}</Notice>
        <Link className="button button-primary" href="/forgot-password">
          {t(words.newLink)}
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t(words.choose)}>
      <Form
        action={t(words.set)}
        submit={({ password = "" }) => auth.resetPassword({ token, newPassword: password })}
        done={() => setChanged(true)}
      >
        <TextField
          dir="ltr"
          label={t(words.newPassword)}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint={t(words.passwordHint)}
          autoFocus
        />
      </Form>
    </AuthLayout>
  );
}
