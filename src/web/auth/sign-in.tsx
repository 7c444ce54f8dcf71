import { Link, useLocation, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { localPath, useCarriedNext } from "./next.ts";

export function SignIn({ refresh }: { refresh: () => Promise<void> }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const carried = useCarriedNext();
  return (
    <AuthLayout title="Sign in">
      <Form
        action="Sign in"
        submit={({ email = "", password = "" }) => auth.signIn({ email, password })}
        done={async () => {
          await refresh();
          navigate(localPath(search.get("next")), { replace: true });
        }}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      </Form>
      <p className="auth-aside">
        <Link className="text-link" href="/forgot-password">
          Forgot your password?
        </Link>
      </p>
      <p className="auth-aside">
        New here?{" "}
        <Link className="text-link" href={`/sign-up${carried}`}>
          Create an account
        </Link>
      </p>
    </AuthLayout>
  );
}
