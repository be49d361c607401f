package it.sportello.contacts;

import jakarta.enterprise.context.RequestScoped;

/** From where the request that is being served came; whoever serves it says so first. */
@RequestScoped
public class Whereabouts {
  private String address = "";

  public void say(String from) {
    address = from.substring(0, Math.min(from.length(), 64));
  }

  /** A network address; empty where nobody has said anything. */
  String address() {
    return address;
  }
}
