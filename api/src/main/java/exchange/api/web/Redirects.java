package exchange.api.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Where a form leads after its work is done, so that reloading does not send it again. */
final class Redirects {
  private Redirects() {}

  static ResponseEntity<Void> to(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }

  /** A path of this very site, or the front page: nobody is sent elsewhere by a link to us. */
  static String inside(@Nullable String path) {
    return path != null && path.matches("/(?![/\\\\])[^\\s\\\\]*") ? path : "/";
  }
}
