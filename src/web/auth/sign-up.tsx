import { Link, useLocation, useSearchParams } from "wouter";
import { auth } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { Form } from "./form.tsx";
import { localPath, useCarriedNext } from "./next.ts";

export function SignUp({ refresh }: { refresh: () => Promise<void> }) {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const carried = useCarriedNext();
  return (
    <AuthLayout title="Create your account" intro="Customers see your team's number; your name is for your colleagues.">
      <Form
        action="Create account"
        submit={({ name = "", email = "", password = "" }) => auth.signUp({ name, email, password })}
        done={async () => {
          await refresh();
          navigate(localPath(search.get("next")), { replace: true });
        }}
      >
        <TextField label="Your name" name="name" autoComplete="name" required autoFocus maxLength={100} />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          hint="At least 8 characters"
        />
      </Form>
      <p className="auth-aside">
        Have an account?{" "}
        <Link className="text-link" href={`/sign-in${carried}`}>
          Sign in
        </Link>
      </p>
    </AuthLayout>
  );
}
