Conversations of the demo. A heading names a customer, their number, how long ago the last message was, and,
where it is so: unread (how many), closed, archived. "<" the customer, ">" the team, "(2)" quotes the second
line, "~" lets time pass, "@ Ana" is a reply that Ana sends now, "& Ana" a note, "!" what the team does with the
conversation: label, assign or priority. "@name" in a heading is somebody on Instagram, "sms +1…" a texting one:
texts have no past, they come at once. Numbers are from ranges kept for fiction.

# Maya Fischer, +49 171 3920012, 2m, unread 2
< Hallo! Ich habe gestern die Äthiopien Guji bestellt. Kann ich den Mahlgrad noch ändern? ☕
> Guten Morgen Maya! Ja, wir rösten erst heute Nachmittag. Was hättest du gern?
< Bitte für Siebträger statt Filter 🙏
> (3) Ist geändert: Siebträger, fein. Die Lieferung bleibt morgen.
~ 3h
< Super, vielen Dank!!
< Ach, und könnt ihr noch eine zweite Packung dazulegen?

# Daniel Okafor, +44 7700 900142, 6m, unread 1
< Hi, my subscription box hasn't arrived and it's day 5 now
> Sorry about that Daniel. Let me look up the tracking.
> It left our roastery on time and has been with the carrier since. I have opened a trace with them.
< Thanks. Should I be worried?
> Not at all. If it doesn't turn up by tomorrow noon we send a fresh one, no questions.
~ 18h
< It's noon 🙂 and still nothing
! label Delivery
! priority high
& Ben: @Ana the carrier says it is lost. May I send a fresh one free of charge?

# Camille Laurent, +33 6 39 98 12 07, 14m
< Bonjour, est-ce que vous avez encore le décaféiné de Colombie ?
> Bonjour Camille ! Oui, il nous en reste, torréfié mardi.
< Parfait. Et il convient pour une cafetière italienne ?
@ Ana: Tout à fait, avec une mouture moyenne-fine. Je vous mets un sachet de côté ? ☕

# Lena Brandt, @lena.pours, 9m, unread 1
< Saw the new espresso cups in your story 😍 are they for sale?
> They are! 24 € the pair, in sand and in moss green.
< Moss green please 💚 do you ship to Vienna?

# sms +1 202-555-0147, 4m, unread 1
< Is the shop open on Sunday?

# sms +1 202-555-0152, 12m
< Your driver left the beans next door, all good now. Thanks!
@ Ben: Glad they found you. Enjoy the coffee!

# Theo Marchetti, @theo.bikes.and.brews, 2h
< Do you still do the cupping on Fridays?
> Every Friday at 17:00, no booking needed.
< (2) Great, two of us are coming 🙌
! assign Chioma

# +1 202-555-0178, 21m, unread 1
< do you deliver to PO boxes

# Priya Raman, +1 415-555-0132, 26m
< Hey! The Kenya you recommended is AMAZING 😍
> So happy to hear that! What are you brewing it with?
< V60, 15g to 250ml, 94 degrees
> Lovely. Try 92 once, it gets even more blackcurrant.
< (4) just did. wow. ok I need 2 more bags
> Done 😄 Two bags of Kenya Nyeri, shipping tomorrow.
< You are the best ❤️
@ Ben: They are on the roasting list for tomorrow morning. Enjoy! 🎉
! label VIP

# Tomás Herrera, +1 312-555-0119, 48m, unread 3
< Buenas, soy de la cafetería La Esquina
< Quisiéramos probar su café para espresso
< ¿Tienen precios para mayoristas?
! label Wholesale

# Sofia Lindqvist, +46 70 174 06 33, 1h
< Hej! My grinder came without the cleaning brush
> Hej Sofia, sorry! I'm sending one today, no charge.
< That was quick, thank you
> (2) It's in the post, should be with you on Thursday.
< 👍
! assign Ana

# Harbor Café, +1 202-555-0110, 1h
< Good morning! Can we move tomorrow's delivery to 7:00?
> Good morning! 7:00 works. Same quantities as always?
< Yes, 6 kg house blend, 2 kg decaf
@ Chioma: Confirmed for 7:00: 6 kg house blend and 2 kg decaf. See you tomorrow!
! label Wholesale
! assign Ben

# Amal Haddad, +1 202-555-0163, 2h
< مرحباً، هل القهوة متوفرة بحبوب كاملة؟
> مرحباً أمل! نعم، كل أنواع القهوة متوفرة حبوباً كاملة أو مطحونة.
< ممتاز، شكراً جزيلاً 🌷
> على الرحب والسعة!

# Noah Williams, +61 491 570 156, 3h, unread 1
< G'day, just wondering if the Sumatra is back
> Hi Noah! It lands in our warehouse on Monday.
< Can you put 1kg aside for me?
> Done, I'll message you when it's here.
~ 20h
< legend. also do you reckon it'd work as cold brew

# Yuki Tanaka, +1 415-555-0147, 3h
< こんにちは。ギフト用のラッピングはできますか？
> こんにちは、Yukiさん。はい、無料でお包みします 🎁
< ありがとうございます！メッセージカードもお願いできますか？
> もちろんです。文章をこちらに送ってください。
< 「お誕生日おめでとう。いつもありがとう。」でお願いします。
> (5) 承知しました。手書きで添えますね。

# Grace Mwangi, +44 7700 900187, 4h, closed
< Hello, I was charged twice for order 10482
> Hi Grace, I can see it: the first payment was cancelled by your bank but still shows as pending.
< So it will go away?
> (3) Yes, within 3 working days. If it doesn't, write to me here and I'll refund it by hand.
< Perfect, thank you for explaining
> Any time!

# Luca Moretti, +1 312-555-0155, 5h
< Ciao, the machine shows error E4
> Hi Luca, E4 means that the water circuit is clogged with scale.
> 1. Switch it off and let it cool down.\n2. Fill the tank with descaler and water.\n3. Hold both cup buttons for 5 seconds.
< ok doing it now
< it makes scary noises
> (5) That's normal 😅 it takes about 20 minutes.
< It works again!!! grazie mille
> Bravissimo! Every two months keeps E4 away.
! assign Chioma

# Olivia Brown, +44 7700 900119, 6h, unread 1
< Could you recommend something for somebody who doesn't like acidity?
! label Delivery

# Fatou Diallo, +33 6 39 98 45 21, 8h
< Bonsoir, ma commande indique « livrée » mais je n'ai rien reçu 😕
> Bonsoir Fatou, je suis désolé. Avez-vous demandé à vos voisins ?
< Oui, personne n'a rien vu
> Je vous renvoie un colis ce soir, il arrivera jeudi.
< Merci beaucoup, c'est très gentil
> C'est normal !

# Ethan Clark, +1 202-555-0121, 22h
< What's the caffeine content of the decaf?
> Less than 0.1 %. About 2 mg in a cup.
< Great, that's what my doctor wanted to know
! label Subscription

# Anna Kowalska, +1 312-555-0171, 1d, closed
< Dzień dobry, czy wysyłacie do Polski?
> Dzień dobry! Tak, przesyłka trwa 3–4 dni robocze.
< Świetnie, dziękuję!
> Polecamy się 😊

# Marcus Reed, +1 415-555-0184, 1d
< Can I pause my subscription for August?
> Of course. From which date?
< 1st to 31st please
> (3) Paused. It starts again on September 1st by itself.
< awesome
! assign Chioma

# Ines Carvalho, +1 202-555-0136, 1d
< Olá! Qual é a diferença entre o natural e o lavado?
> Olá Inês! O natural seca com a fruta: mais doce e frutado. O lavado é mais limpo e floral.
< Então quero o natural 🍓
> Boa escolha! Já está no seu carrinho com 10 % de desconto.
< Que simpatia! Obrigada

# Studio Nord, +46 70 174 06 51, 2d
< Hi, we'd like coffee for our office. 25 people, mostly filter.
> Hi! For 25 people I'd start with 5 kg every two weeks. Light or rather classic?
< Half and half?
> (2) Then 2.5 kg Guji and 2.5 kg house blend. I'll send you an offer by mail.
< Sounds good
~ 4h
< Got it, looks fair. Can you also lend us a grinder?
> Yes, with a one-year plan it is included.
< 🙌 sold
! label Wholesale, VIP

# Ravi Shah, +44 7700 900133, 2d, closed
< Is the roastery open on Saturday?
> Yes, 9 to 16. There's a free tasting at 11.
< See you there!

# Zeynep Aydın, +1 312-555-0193, 2d
< Merhaba, Türk kahvesi için öğütüyor musunuz?
> Merhaba Zeynep! Evet, pudra inceliğinde öğütebiliriz.
< Harika, 500 gram lütfen
> Siparişiniz alındı, yarın yola çıkıyor.

# Hannah Schulz, +49 171 3920047, 3d, closed
< Guten Tag, ich brauche eine Rechnung mit unserer USt-IdNr.
> Gern! Schicken Sie mir bitte die Nummer und die Firmenadresse.
< DE000000000, Beispiel GmbH, Musterweg 1, 10115 Berlin
> Danke, die Rechnung ist in Ihrem Postfach.
< Ist angekommen, danke!

# Liam Murphy, +44 7700 900158, 3d
< Do you take back old grinders?
> We do: 15 % off a new one for any working grinder.
< (2) any brand?
> Any brand 🙂

# Chen Wei, +1 415-555-0166, 4d
< 你好，可以开发票吗？
> 您好！可以的，请把抬头发给我们。
< 好的，稍后发给您
> 没问题，随时联系我们。

# Bakery Sole, +1 202-555-0143, 5d
< The last house blend tasted darker than usual, did you change something?
> Good palate! The new Brazil lot takes a bit more heat. We've already pulled the roast back.
< ok, we'll see with Friday's batch
~ 26h
< Much better. Thank you for listening
> Thank you for telling us. That's how we notice.
! label Wholesale
! assign Ben

# Emma Dubois, +33 6 39 98 77 30, 6d, closed
< Bonjour, je voudrais annuler ma commande 10391
> Bonjour Emma, c'est fait, le remboursement arrive sous 3 jours.
< Merci !

# Jack Wilson, +61 491 570 157, 8d, archived
< Unsubscribe me from the newsletter please
> Done, Jack. You won't get any more mails from us.
< cheers

# Leila Rahimi, +1 312-555-0128, 9d
< Hi, do you offer barista courses?
> We do! Home barista on the first Sunday of each month, 4 hours, 6 people.
< Is there a spot for two in the next one?
> (3) Two left, shall I book them?
< Yes please 🙏
> Booked! See you on Sunday at 10. Bring a mug you like.

# Oscar Nilsson, +46 70 174 06 72, 12d, closed
< Tracking says my parcel is in Norway. I'm in Sweden 😄
> Ha! It wanted to see the fjords. The carrier is sending it back, it'll be with you on Friday.
< ok no stress
~ 50h
< It's here, smells great

# Nadia Petrova, +1 415-555-0109, 16d, archived
< Здравствуйте! Есть ли у вас кофе без кофеина в зёрнах?
> Здравствуйте, Надя! Да, Колумбия Уила, свежая обжарка.
< Спасибо, закажу на сайте

# Ben's Diner, +1 202-555-0155, 20d, closed
< invoice 2207 paid today
> Thank you, got it!
