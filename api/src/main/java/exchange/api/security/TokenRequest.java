package exchange.api.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/** Who asks for a token, and with what. */
record TokenRequest(String clientId, String clientSecret) {
  private static final String BASIC = "Basic ";

  /** RFC 6749 appendix A: visible ASCII; and no longer than any that was ever given. */
  private static final Pattern CREDENTIAL = Pattern.compile("[\\x20-\\x7e]{1,200}");

  /**
   * @throws TokenRefusal for a request that the grant does not allow
   */
  static TokenRequest read(HttpHeaders headers, MultiValueMap<String, String> form) {
    String grant = single(form, "grant_type");
    if (grant == null) {
      throw TokenRefusal.invalidRequest("grant_type is missing. Send client_credentials.");
    }
    if (!grant.equals("client_credentials")) {
      throw TokenRefusal.unsupportedGrantType();
    }
    String header = text(headers.getFirst(HttpHeaders.AUTHORIZATION));
    boolean basic = header.regionMatches(true, 0, BASIC, 0, BASIC.length());
    String id = single(form, "client_id");
    String secret = single(form, "client_secret");
    if (basic && secret != null) {
      throw TokenRefusal.invalidRequest(
          "The client authenticates twice. Send either the Authorization header or client_secret.");
    }
    TokenRequest request = basic ? basic(header) : new TokenRequest(text(id), text(secret));
    if (!CREDENTIAL.matcher(request.clientId).matches()
        || !CREDENTIAL.matcher(request.clientSecret).matches()) {
      throw TokenRefusal.invalidClient();
    }
    return request;
  }

  private static TokenRequest basic(String header) {
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String both = new String(decoded, StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      if (colon > 0) {
        return new TokenRequest(
            URLDecoder.decode(both.substring(0, colon), StandardCharsets.UTF_8),
            URLDecoder.decode(both.substring(colon + 1), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException none) {
      // No Basic credentials, so no client.
    }
    throw TokenRefusal.invalidClient();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable String single(MultiValueMap<String, String> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw TokenRefusal.invalidRequest(name + " is there twice. Send it once.");
    }
    return values.isEmpty() || text(values.get(0)).isEmpty() ? null : values.get(0);
  }
}
