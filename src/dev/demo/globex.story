# Isabel Romero, +1 646-555-0114, 5m, unread 1
< Hola, ¿mi vuelo a Lisboa sigue en hora?
> Hola Isabel, sí: sale a las 18:40, puerta por confirmar.
< Perfecto. ¿Puedo cambiar el asiento?

# Peter Jansen, +44 7700 900171, 35m
< Our hotel says they have no booking for us?!
> That must be frustrating, Peter. I'm calling them right now.
> They had it under your first name. Ask for "Peter", room 412 is yours.
< Found it. You saved our evening 🙏
@ Dana: Enjoy Edinburgh! Breakfast is included, by the way.

# Ines Duarte, @ines.on.the.road, 50m, unread 1
< Is the sleeper cabin to Porto still free in October?

# sms +1 646-555-0163, 6m, unread 1
< Gate changed, are we still on the 18:40?

# Mei Lin, +1 646-555-0139, 2h, unread 2
< Do we need a visa for the ferry to Tangier?
< We are two Canadians and one Brazilian

# Oluwaseun Ade, +44 7700 900112, 1d, closed
< Can you add a bag to my flight tomorrow?
> Added: one bag of 23 kg. It shows in your app in a few minutes.
< Great service

# Clara Weber, +49 171 3920073, 3d
< Gibt es den Nachtzug nach Rom noch?
> Ja, ab Dezember wieder täglich. Soll ich zwei Plätze vormerken?
< (2) Gern, Schlafwagen bitte
> Vorgemerkt! Die Buchung öffnet am 1. Oktober, ich melde mich.

# +1 646-555-0177, 6d, archived
< wrong number sorry
> No problem 🙂
