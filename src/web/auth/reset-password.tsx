import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";

export function ResetPassword() {
  const [search] = useSearchParams();
  const token = search.get("token");
  const [changed, setChanged] = useState(false);
  if (changed) {
    return (
      <AuthLayout title="Password changed">
        <Notice tone="success">Your new password is set.</Notice>
        <Link className="button button-primary" href="/sign-in">
          Sign in
        </Link>
      </AuthLayout>
    );
  }
  if (token === null || token === "") {
    return (
      <AuthLayout title="This link does not work">
        <Notice tone="error">It is incomplete, was used already or is too old. Ask for a new one.</Notice>
        <Link className="button button-primary" href="/forgot-password">
          Send a new link
        </Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Choose a new password">
      <Form
        action="Set the password"
        submit={({ password = "" }) => auth.resetPassword({ token, newPassword: password })}
        done={() => setChanged(true)}
      >
        <TextField
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint="At least 8 characters"
          autoFocus
        />
      </Form>
    </AuthLayout>
  );
}
