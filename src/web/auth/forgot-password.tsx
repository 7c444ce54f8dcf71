import { useState } from "react";
import { Link } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";

export function ForgotPassword() {
  const [sent, setSent] = useState(false);
  return (
    <AuthLayout title="Reset your password" intro="We send you a link with which you can choose a new one.">
      {/* The same words whether the account exists or not: the page must not tell who has one. */}
      {sent ? (
        <Notice tone="success">
          If there is an account with this e-mail, the link is on its way. It works for one hour.
        </Notice>
      ) : (
        <Form
          action="Send the link"
          submit={({ email = "" }) => auth.requestPasswordReset(email)}
          done={() => setSent(true)}
        >
          <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        </Form>
      )}
      <p className="auth-aside">
        <Link className="text-link" href="/sign-in">
          Back to sign in
        </Link>
      </p>
    </AuthLayout>
  );
}
