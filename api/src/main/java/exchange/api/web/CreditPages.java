package exchange.api.web;

import exchange.core.credit.CreditFiles;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.Scorecard;
import exchange.core.member.Organizations;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a member's credit is and what moved it, for all who are signed in. */
@Controller
final class CreditPages {
  private final ReadCredit readCredit;
  private final CreditFiles files;
  private final Organizations organizations;
  private final Clock clock;

  CreditPages(ReadCredit readCredit, CreditFiles files, Organizations organizations, Clock clock) {
    this.readCredit = readCredit;
    this.files = files;
    this.organizations = organizations;
    this.clock = clock;
  }

  @GetMapping("/credit/{id}")
  Mono<Rendering> credit(@PathVariable UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                Mono.zip(
                    readCredit.read(id),
                    organizations.named(Set.of(id)),
                    files.scorecard(clock.instant())))
        .map(
            all ->
                Rendering.view("credit")
                    .modelAttribute("file", all.getT1())
                    .modelAttribute("member", all.getT2().get(0).name())
                    .modelAttribute("card", all.getT3())
                    .modelAttribute("most", Scorecard.MOST)
                    .build());
  }
}
