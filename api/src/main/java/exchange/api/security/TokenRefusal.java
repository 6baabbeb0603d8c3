package exchange.api.security;

import org.springframework.http.HttpStatus;

/** A "no" of the token endpoint, in the words of RFC 6749 §5.2. */
final class TokenRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final HttpStatus status;

  private TokenRefusal(HttpStatus status, String error, String description) {
    super(description, null, false, false);
    this.error = error;
    this.status = status;
  }

  /** The same whether the client is unknown or its secret wrong. */
  static TokenRefusal invalidClient() {
    return new TokenRefusal(
        HttpStatus.UNAUTHORIZED,
        "invalid_client",
        "The client id or secret is wrong. Check both, or ask the operator for new ones.");
  }

  static TokenRefusal invalidRequest(String description) {
    return new TokenRefusal(HttpStatus.BAD_REQUEST, "invalid_request", description);
  }

  static TokenRefusal unsupportedGrantType() {
    return new TokenRefusal(
        HttpStatus.BAD_REQUEST, "unsupported_grant_type", "Send grant_type=client_credentials.");
  }

  String error() {
    return error;
  }

  HttpStatus status() {
    return status;
  }
}
