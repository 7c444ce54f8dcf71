import { Component, type ReactNode } from "react";
import { AuthLayout } from "./auth/auth-layout.tsx";
import { Button } from "./controls/button.tsx";
import { Notice } from "./controls/notice.tsx";
import { loadNewVersion } from "./offline/updates.ts";

/** Stands in when a bug ends the page: never a blank one. React has no hook for it. */
export class CrashPage extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <AuthLayout title="This page stopped working">
        <Notice tone="error">
          That is a mistake of ours. What you had sent is kept, and goes out when the page is loaded again.
        </Notice>
        <Button look="primary" onClick={() => void loadNewVersion()}>
          Load the page again
        </Button>
      </AuthLayout>
    );
  }
}
