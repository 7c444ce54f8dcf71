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

export default function SignUp({ refresh }: { refresh: () => Promise<void> }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const carried = useCarriedNext();
  return (
    <AuthLayout title={t(words.createYourAccount)} intro={t(words.createYourAccountHint)}>
      <Form
        action={t(words.createAccount)}
        submit={({ name = "", email = "", password = "" }) => auth.signUp({ name, email, password })}
        done={async () => {
          await refresh();
          navigate(localPath(search.get("next")), { replace: true });
        }}
      >
        <TextField label={t(words.yourName)} name="name" autoComplete="name" required autoFocus maxLength={100} />
        <TextField label={t(form.email)} name="email" type="email" dir="ltr" autoComplete="username" required />
        <TextField
          dir="ltr"
          label={t(words.password)}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint={t(words.passwordHint)}
        />
      </Form>
      <p className="auth-aside">
        <Trans
          message={words.haveAccount}
          elements={{ link: <Link className="text-link" href={`/sign-in${carried}`} /> }}
        />
      </p>
    </AuthLayout>
  );
}
