package exchange.api.web;

import static java.util.stream.Collectors.toMap;

import exchange.core.review.Criterion;
import exchange.core.review.Review;
import exchange.core.review.Review.Part;
import exchange.core.review.ReviewLease;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The parties of a lease review one another, on its page; an operator hides, on the member's. */
@Controller
final class ReviewPages {
  /** Before the name of a criterion, in the name of the field that has its mark. */
  private static final String MARK = "mark-";

  private final ReviewLease reviewLease;
  private final ContractPages contractPages;
  private final CreditPages creditPages;
  private final Once once;

  ReviewPages(
      ReviewLease reviewLease, ContractPages contractPages, CreditPages creditPages, Once once) {
    this.reviewLease = reviewLease;
    this.contractPages = contractPages;
    this.creditPages = creditPages;
    this.once = once;
  }

  @PostMapping("/contracts/{id}/reviews")
  Mono<Rendering> give(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Review.class,
        intent ->
            reviewLease.give(
                intent.caller(),
                intent.id(),
                id,
                marks(intent.form()),
                intent.form().optional("words")),
        review -> "/contracts/" + id,
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  private static Map<Criterion, Integer> marks(Fields form) {
    return Arrays.stream(Criterion.values())
        .filter(each -> form.has(MARK + each))
        .collect(toMap(each -> each, each -> form.whole(MARK + each)));
  }

  @PostMapping("/contracts/{contract}/reviews/{id}/answer")
  Mono<Rendering> answer(
      @PathVariable UUID contract, @PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Review.class,
        intent -> reviewLease.answer(intent.caller(), id, intent.form().text("answer")),
        review -> "/contracts/" + contract,
        fields -> contractPages.contractPage(contract, fields, exchange));
  }

  @PostMapping("/credit/{member}/reviews/{id}/hiding")
  Mono<Rendering> hide(
      @PathVariable UUID member, @PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Review.class,
        intent ->
            reviewLease.hide(
                intent.caller(),
                id,
                intent.form().choice("part", Part.class),
                intent.form().text("reason")),
        review -> "/credit/" + member,
        fields -> creditPages.creditPage(member, Optional.empty(), fields, exchange));
  }
}
