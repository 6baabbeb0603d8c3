package exchange.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run PostgreSQL, which refuses to be root, when this JVM is root, as in most containers.
 * The owner of the data decides: data of an ordinary user is served as that user; data of root in a
 * user namespace, where root has no name and no power; and where those are forbidden, as in a
 * locked-down container, it is given to the user nobody.
 */
final class Unprivileged {

  private static final List<String> USER_NAMESPACE = List.of("unshare", "-U");

  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /** For programs that work on {@code folder}, which exists and may change hands. */
  static Unprivileged on(DataDirectory data, Path folder) throws IOException {
    if (!Command.ask(List.of("id", "-u")).output().equals("0")) {
      return new Unprivileged(List.of());
    }
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      // PostgreSQL wants to know its user's name, which not every system gives to a nameless root.
      Unprivileged namespace = new Unprivileged(USER_NAMESPACE);
      if (Command.ask(namespace.running(List.of("id", "-un"))).succeeded()) {
        return namespace;
      }
      String nobody = id("-u") + ":" + id("-g");
      Command.Result given = Command.ask(List.of("chown", "-R", nobody, folder.toString()));
      if (!given.succeeded()) {
        throw refused(data, given.output());
      }
    }
    Unprivileged owner =
        new Unprivileged(
            List.of(
                "setpriv",
                "--reuid=" + Files.getAttribute(folder, "unix:uid"),
                "--regid=" + Files.getAttribute(folder, "unix:gid"),
                "--clear-groups"));
    Command.Result reaches = Command.ask(owner.running(List.of("test", "-w", folder.toString())));
    if (!reaches.succeeded()) {
      throw refused(data, reaches.output());
    }
    return owner;
  }

  /** The command line that runs {@code command} without root's rights. */
  List<String> running(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private static String id(String option) {
    Command.Result nobody = Command.ask(List.of("id", option, "nobody"));
    return nobody.succeeded() ? nobody.output() : "65534";
  }

  private static EmbeddedStoresException refused(DataDirectory data, String reason) {
    return new EmbeddedStoresException(
        "PostgreSQL refuses to run as root, and this system neither allows a user namespace nor"
            + " lets another user work in "
            + data.root()
            + (reason.isEmpty() ? "" : " (" + reason + ")")
            + ": start the server as an ordinary user, or "
            + Store.POSTGRES.ownInstead()
            + ".");
  }
}
