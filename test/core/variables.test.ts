import { expect, test } from "vitest";
import { fillVariables } from "../../src/core/variables.ts";

const sources = { contact: { name: "Maria del Mar", phoneNumber: "+15550101" }, agent: { name: "Ana Kim" } };

test.each([
  ["Hi {{contact.first_name}}!", "Hi Maria!"],
  ["{{ contact.name }} on {{contact.phone}}", "Maria del Mar on +15550101"],
  ["{{agent.first_name}} ({{agent.name}})", "Ana (Ana Kim)"],
  ["{{contact.first_name|there}}", "Maria"],
])("C8: %s is filled", (text, filled) => {
  expect(fillVariables(text, sources)).toBe(filled);
});

test("C8: what is not known gives its fallback, or nothing; an unknown variable stays for its author to see", () => {
  const unknown = { contact: { name: null, phoneNumber: null }, agent: null };
  expect(fillVariables("Hi {{contact.first_name| there }}{{contact.phone}}!", unknown)).toBe("Hi there!");
  expect(fillVariables("{{contact.shoe_size}}", sources)).toBe("{{contact.shoe_size}}");
  expect(fillVariables("no {braces} here", sources)).toBe("no {braces} here");
});

test("I13: what a customer calls themselves is text, not a variable", () => {
  const sly = { ...sources, contact: { name: "{{agent.name}}", phoneNumber: null } };
  expect(fillVariables("Hi {{contact.name}}", sly)).toBe("Hi {{agent.name}}");
});
