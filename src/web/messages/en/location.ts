import { messages } from "../message.ts";

/** A place that is sent. */
export const location = messages("location", {
  title: "Send a location",
  send: "Send location",
  here: "Use where I am",
  locating: "Looking for where you are…",
  latitude: "Latitude",
  longitude: "Longitude",
  "example.latitude": "For example 59.33258",
  "example.longitude": "For example 18.06490",
  "wrong.latitude": "A latitude is a number from −90 to 90.",
  "wrong.longitude": "A longitude is a number from −180 to 180.",
  name: "Name, as the customer sees it",
  address: "Address",
  onMap: "See it on the map",
  denied: "This page may not know where you are. Allow it in the browser's settings of this site, or type the place.",
  unavailable: "This device does not know where it is. Type the place.",
  timeout: "It took too long to find out where you are. Try again, or type the place.",
});
