import { Link, useLocation, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { localPath, useCarriedNext } from "./next.ts";
import { auth as words } from "../messages/en/auth.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

export default function SignIn({ refresh }: { refresh: () => Promise<void> }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const carried = useCarriedNext();
  return (
    <AuthLayout title={t(words.signIn)}>
      <Form
        action={t(words.signIn)}
        submit={({ email = "", password = "" }) => auth.signIn({ email, password })}
        done={async () => {
          await refresh();
          navigate(localPath(search.get("next")), { replace: true });
        }}
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
        <TextField
          label={t(words.password)}
          name="password"
          type="password"
          dir="ltr"
          autoComplete="current-password"
          required
        />
      </Form>
      <p className="auth-aside">
        <Link className="text-link" href="/forgot-password">
          {t(words.forgot)}
        </Link>
      </p>
      <p className="auth-aside">
        <Trans
          message={words.newHere}
          elements={{ link: <Link className="text-link" href={`/sign-up${carried}`} /> }}
        />
      </p>
    </AuthLayout>
  );
}
