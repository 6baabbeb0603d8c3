package exchange.api.web;

import exchange.core.capacity.Block;
import exchange.core.capacity.BlockDays;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An owner keeps units of a listing off the market for some days. */
@Controller
final class BlockPages {
  private final BlockDays blockDays;
  private final OwnerPages ownerPages;
  private final Once once;

  BlockPages(BlockDays blockDays, OwnerPages ownerPages, Once once) {
    this.blockDays = blockDays;
    this.ownerPages = ownerPages;
    this.once = once;
  }

  @PostMapping("/offers/{id}/blocks")
  Mono<Rendering> block(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Block.class,
        intent -> blockDays.block(intent.caller(), block(intent, id)),
        block -> "/offers/" + id,
        fields -> ownerPages.offer(id, fields, exchange));
  }

  private static Block block(Once.Intent intent, UUID listing) {
    Fields form = intent.form();
    LocalDate from = form.date("from");
    LocalDate last = form.date("to");
    if (last.isBefore(from)) {
      throw Refusal.invalid("to", "must not be before the first day");
    }
    return new Block(
        intent.id(),
        listing,
        new DateRange(from, last.plusDays(1)),
        form.whole("units"),
        form.text("reason"));
  }

  @PostMapping("/offers/{id}/blocks/{block}/removal")
  Mono<Rendering> unblock(
      @PathVariable UUID id, @PathVariable UUID block, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Block.class,
        intent -> blockDays.unblock(intent.caller(), block),
        removed -> "/offers/" + id,
        fields -> ownerPages.offer(id, Fields.NONE, exchange));
  }
}
