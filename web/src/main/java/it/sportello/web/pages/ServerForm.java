package it.sportello.web.pages;

import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import java.util.Arrays;
import java.util.List;

/** The form of a mail server, as it was typed; secrets never come back into it. */
interface ServerForm {
  Encryption encryption();

  SignIn signIn();

  default List<Choice> encryptions(Words words) {
    return Arrays.stream(Encryption.values())
        .map(e -> new Choice(e.name(), words.say("box.encryption." + e), e == encryption()))
        .toList();
  }

  default List<Choice> signIns(Words words) {
    return Arrays.stream(SignIn.values())
        .map(s -> new Choice(s.name(), words.say("box.sign_in." + s), s == signIn()))
        .toList();
  }

  /** What is no whole number up to 99999 is something else. */
  static int number(String typed, int otherwise) {
    return typed.matches("[0-9]{1,5}") ? Integer.parseInt(typed) : otherwise;
  }
}
