import { afterEach, describe, expect, it } from "vitest";
import { rejectionStatus } from "../../../src/protocol/rejections.ts";
import { refusals } from "../../../src/web/messages/en/refusals.ts";
import { localeFor, speak } from "../../../src/web/messages/language.ts";
import { refusalText } from "../../../src/web/refusal-text.ts";
import { topicTable } from "../../../src/web/notifications/topics.ts";

afterEach(() => speak(localeFor("en", [])));

describe("what the server says no with", () => {
  const refused = { code: "locked", message: "Ben is writing a reply." };

  it("H5 stays in its own words in English, which say more", () => {
    expect(refusalText(refused)).toBe("Ben is writing a reply.");
  });

  it("H5 is said by its code in Arabic; a code that this page does not know yet, in the server's words", async () => {
    await speak(localeFor("ar", []));
    expect(refusalText(refused)).toMatch(/^\p{Script=Arabic}/u);
    expect(refusalText({ code: "of_tomorrow", message: "Not today." })).toBe("Not today.");
  });

  it("H5 has a message for every code that there is", () => {
    expect(Object.keys(refusals)).toEqual(Object.keys(rejectionStatus));
  });
});

it("H5 a notification is titled in the language of the page", async () => {
  const about = { contact: "Rosa", by: null };
  expect(topicTable.message.title(about, 3)).toBe("3 new messages from Rosa");
  await speak(localeFor("ar", []));
  expect(topicTable.message.title(about, 3)).toMatch(/^\p{Number} رسائل جديدة من .?Rosa/u);
});
