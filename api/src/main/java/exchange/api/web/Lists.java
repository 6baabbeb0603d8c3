package exchange.api.web;

import exchange.core.values.Page;
import java.util.Optional;
import org.springframework.web.reactive.result.view.Rendering;

/** Lists are read page by page, newest first, whatever they are of. */
final class Lists {
  private static final int ROWS = 25;

  private Lists() {}

  static Page.Query query(Optional<Long> before) {
    return new Page.Query(ROWS, before);
  }

  static Rendering.Builder<?> page(String view, Page<?> page) {
    Rendering.Builder<?> shown = Rendering.view(view).modelAttribute("items", page.items());
    page.next().ifPresent(next -> shown.modelAttribute("next", next));
    return shown;
  }
}
