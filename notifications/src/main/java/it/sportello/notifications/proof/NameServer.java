package it.sportello.notifications.proof;

import java.util.List;

/** Looks up texts in the DNS. */
public interface NameServer {
  /**
   * The TXT records of a name, each with its strings joined; none when there is no such name.
   *
   * @throws Away when nobody answers, or says that it cannot for the moment
   */
  List<String> texts(String name) throws Away;

  /** Nobody knows for the moment. */
  final class Away extends Exception {
    private static final long serialVersionUID = 1L;

    public Away(String name) {
      super("no answer about " + name);
    }
  }
}
