package exchange.api.web;

import exchange.core.blacklist.Blacklistings;
import exchange.core.credit.AnswerObjection;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.CreditObjection;
import exchange.core.credit.CreditObjection.Verdict;
import exchange.core.credit.CreditObjections;
import exchange.core.credit.ObjectToFact;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.Scorecard;
import exchange.core.member.Caller;
import exchange.core.member.Organizations;
import exchange.core.review.Reviews;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a member's credit is, what moved it and what others say of it, for all who are signed in;
 * the member itself objects there, and operators answer.
 */
@Controller
final class CreditPages {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());

  private final ReadCredit readCredit;
  private final CreditFiles files;
  private final CreditObjections objections;
  private final ObjectToFact objectToFact;
  private final AnswerObjection answerObjection;
  private final Blacklistings blacklistings;
  private final Organizations organizations;
  private final Reviews reviews;
  private final Once once;
  private final Clock clock;

  CreditPages(
      ReadCredit readCredit,
      CreditFiles files,
      CreditObjections objections,
      ObjectToFact objectToFact,
      AnswerObjection answerObjection,
      Blacklistings blacklistings,
      Organizations organizations,
      Reviews reviews,
      Once once,
      Clock clock) {
    this.readCredit = readCredit;
    this.files = files;
    this.objections = objections;
    this.objectToFact = objectToFact;
    this.answerObjection = answerObjection;
    this.blacklistings = blacklistings;
    this.organizations = organizations;
    this.reviews = reviews;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/credit/{id}")
  Mono<Rendering> credit(
      @PathVariable UUID id,
      @RequestParam(required = false) Optional<Long> before,
      ServerWebExchange exchange) {
    return creditPage(id, before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  /** With a page of what others say of the member. */
  Mono<Rendering.Builder<?>> creditPage(
      UUID id, Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    Instant now = clock.instant();
    return Callers.of(exchange)
        .flatMap(
            caller ->
                Mono.zip(
                    readCredit.read(id),
                    organizations.named(Set.of(id)),
                    files.scorecard(now),
                    objections(id, caller),
                    blacklistings.inForce(id).map(Optional::of).defaultIfEmpty(Optional.empty()),
                    reviews.about(id, now, Lists.query(before)),
                    reviews.ratings(id, now)))
        .map(
            all -> {
              Rendering.Builder<?> page =
                  Lists.page("credit", all.getT6())
                      .modelAttribute("ratings", all.getT7())
                      .modelAttribute("file", all.getT1())
                      .modelAttribute("member", all.getT2().get(0).name())
                      .modelAttribute("card", all.getT3())
                      .modelAttribute("objections", all.getT4())
                      .modelAttribute("verdicts", Verdict.values())
                      .modelAttribute("most", Scorecard.MOST)
                      .modelAttribute("fields", fields);
              all.getT5().ifPresent(each -> page.modelAttribute("blacklisted", each));
              return page;
            });
  }

  /** With their words, by the fact's event; for the member and operators alone. */
  private Mono<Map<UUID, CreditObjection>> objections(UUID id, Caller caller) {
    return caller.isOperator() || caller.organizationId().equals(id)
        ? objections
            .page(id, MANY)
            .map(
                page ->
                    page.items().stream()
                        .collect(Collectors.toMap(CreditObjection::eventId, each -> each)))
        : Mono.just(Map.of());
  }

  @PostMapping("/credit/{id}/objections")
  Mono<Rendering> object(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        CreditObjection.class,
        intent ->
            objectToFact.object(
                intent.caller(),
                intent.id(),
                id,
                intent.form().id("eventId"),
                intent.form().text("words")),
        filed -> "/credit/" + id,
        fields -> creditPage(id, Optional.empty(), fields, exchange));
  }

  @PostMapping("/credit/{id}/objections/{objectionId}/answer")
  Mono<Rendering> answer(
      @PathVariable UUID id, @PathVariable UUID objectionId, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        CreditObjection.class,
        intent ->
            answerObjection.answer(
                intent.caller(),
                id,
                objectionId,
                intent.form().choice("verdict", Verdict.class),
                intent.form().text("words")),
        answered -> "/credit/" + id,
        fields -> creditPage(id, Optional.empty(), fields, exchange));
  }
}
