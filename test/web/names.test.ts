import { afterEach, describe, expect, it } from "vitest";
import { previewText } from "../../src/web/inbox/message-summary.ts";
import { contactName } from "../../src/web/inbox/names.ts";
import { localeFor, speak } from "../../src/web/messages/language.ts";
import { contact } from "../support/records.ts";

describe("what a customer is called", () => {
  it("E6 by name, else by number, else by address or username", () => {
    const nobody = { name: null, phoneNumber: null };
    expect(contactName({ id: "kim", ...nobody, name: "Kim", address: "kim@harbour.test" })).toBe("Kim");
    expect(contactName({ id: "kim", ...nobody, phoneNumber: "+1555", address: "kim@harbour.test" })).toBe("+1555");
    expect(contactName({ id: "kim", ...nobody, address: "kim@harbour.test" })).toBe("kim@harbour.test");
    const username = { kind: "username", value: "kim.b" } as const;
    expect(contactName(contact("kim", { ...nobody, aliases: [username] }))).toBe("kim.b");
    expect(contactName({ id: "kim", ...nobody })).toBe("Unknown customer");
    expect(contactName(null)).toBe("Unknown customer");
  });
});

describe("the line of the list", () => {
  afterEach(() => speak(localeFor("en", [])));

  it("H5 says a kind in the reader's language, and a text as it is", async () => {
    expect(previewText("[image]")).toBe("Photo");
    expect(previewText("[revoked]")).toBe("Deleted message");
    expect(previewText("[sic] they wrote")).toBe("[sic] they wrote");
    expect(previewText("[sic]")).toBe("[sic]");
    expect(previewText(null)).toBe("");
    await speak(localeFor("ar", []));
    expect(previewText("[image]")).not.toContain("image");
  });
});
