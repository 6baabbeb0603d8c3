package exchange.api.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;

/** The parts of the site that are the same on every market: sign-in, help, the map's outline. */
@Controller
final class SitePages {
  private final DemoLogins logins;
  private final String outline = WorldMap.outline();

  SitePages(DemoLogins logins) {
    this.logins = logins;
  }

  @GetMapping("/login")
  Rendering login(@RequestParam(required = false) @Nullable String wrong) {
    return Rendering.view("login")
        .modelAttribute("wrong", wrong != null)
        .modelAttribute("logins", logins.members())
        .modelAttribute("secret", logins.secret())
        .build();
  }

  @GetMapping("/help")
  String help() {
    return "help";
  }

  @GetMapping("/map/outline.svg")
  ResponseEntity<String> outline() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("image/svg+xml"))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
        .body(outline);
  }
}
