import { useEffect, type ReactNode } from "react";
import "./auth.css";

/** The quiet page around every form that comes before the inbox. */
export function AuthLayout({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
  return (
    <main className="auth">
      <div className="auth-box">
        <p className="auth-brand">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          Parley
        </p>
        <h1 className="auth-title">{title}</h1>
        {intro === undefined ? null : <p className="auth-intro">{intro}</p>}
        {children}
      </div>
    </main>
  );
}
