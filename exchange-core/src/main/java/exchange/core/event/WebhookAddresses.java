package exchange.core.event;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses the exchange calls: members name them, so they must not lead into the network
 * that the exchange itself stands in.
 *
 * @param thisMachine whether http, and this machine itself, are allowed too, to try things out
 */
public record WebhookAddresses(boolean thisMachine) {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*]");
  private static final Pattern READ_AS_NUMERIC =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|\\[[0-9A-Fa-f:.]+]");

  /** Of IPv6, only what is handed out is public at all. */
  private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

  /** Not public, by the registries of special-purpose addresses of IANA. */
  private static final List<Network> SPECIAL =
      List.of(
          Network.of("0.0.0.0/8"),
          Network.of("10.0.0.0/8"),
          Network.of("100.64.0.0/10"),
          Network.of("127.0.0.0/8"),
          Network.of("169.254.0.0/16"),
          Network.of("172.16.0.0/12"),
          Network.of("192.0.0.0/24"),
          Network.of("192.0.2.0/24"),
          Network.of("192.88.99.0/24"),
          Network.of("192.168.0.0/16"),
          Network.of("198.18.0.0/15"),
          Network.of("198.51.100.0/24"),
          Network.of("203.0.113.0/24"),
          Network.of("224.0.0.0/3"),
          Network.of("2001::/23"),
          Network.of("2001:db8::/32"),
          Network.of("2002::/16"),
          Network.of("3fff::/20"));

  private record Network(int bits, BigInteger prefix, int length) {
    static Network of(String text) {
      int slash = text.indexOf('/');
      byte[] bytes = numeric(text.substring(0, slash)).getAddress();
      int bits = bytes.length * 8;
      int length = Integer.parseInt(text.substring(slash + 1));
      return new Network(bits, new BigInteger(1, bytes).shiftRight(bits - length), length);
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      return bytes.length * 8 == bits
          && new BigInteger(1, bytes).shiftRight(bits - length).equals(prefix);
    }
  }

  private static InetAddress numeric(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host + " is no address", e);
    }
  }

  /**
   * The address if it may be called as far as it says itself. What a name leads to is judged by
   * {@link #mayCall} when it is called.
   *
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}, {@code
   *     WEBHOOK_ADDRESS_REFUSED}
   */
  public URI require(String url) {
    URI uri = parsed(url);
    String host = uri.getHost();
    boolean numeric = NUMERIC.matcher(host).matches();
    if (!thisMachine
        && (!"https".equals(uri.getScheme())
            || host.equalsIgnoreCase("localhost")
            || (numeric && !mayCall(numeric(host))))) {
      throw Refusal.of(RefusalCode.WEBHOOK_ADDRESS_REFUSED, "url", url);
    }
    return uri;
  }

  private static URI parsed(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && isHost(uri.getHost()) && uri.getUserInfo() == null && uri.getPort() <= 65_535) {
        return uri;
      }
    } catch (URISyntaxException none) {
      // Refused below, like one without a host.
    }
    throw Refusal.invalid("url", "must be an address such as https://erp.example/events");
  }

  /** Other ways to write numbers, such as a single one, are looked up as if they were names. */
  private static boolean isHost(@Nullable String host) {
    return host != null
        && (!NUMERIC.matcher(host).matches() || READ_AS_NUMERIC.matcher(host).matches());
  }

  public boolean mayCall(InetAddress address) {
    return (thisMachine && address.isLoopbackAddress())
        || (SPECIAL.stream().noneMatch(network -> network.contains(address))
            && (address.getAddress().length == 4 || GLOBAL_IPV6.contains(address)));
  }
}
