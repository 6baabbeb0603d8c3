package exchange.api.web;

import java.util.List;

/**
 * Members that the login page offers with one click: those of the demo market, and only where it is
 * shown; everywhere else there are none.
 *
 * @param secret theirs, which everybody knows
 */
public record DemoLogins(List<Member> members, String secret) {
  public static final DemoLogins NONE = new DemoLogins(List.of(), "");

  /**
   * @param role as the messages name it: {@code EXPORTER}, {@code OWNER} or {@code OPERATOR}
   */
  public record Member(String clientId, String name, String role) {}

  public DemoLogins {
    members = List.copyOf(members);
  }
}
