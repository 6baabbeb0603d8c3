package exchange.api.web;

import exchange.core.blacklist.AppealBlacklisting;
import exchange.core.blacklist.BlacklistMember;
import exchange.core.blacklist.Blacklisting;
import exchange.core.blacklist.Blacklisting.Reason;
import exchange.core.blacklist.Blacklistings;
import exchange.core.member.Caller;
import exchange.core.member.Organizations;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** When and why a member was on the blacklist: it sees its own and appeals, operators decide. */
@Controller
final class BlacklistPages {
  private final Blacklistings blacklistings;
  private final BlacklistMember blacklistMember;
  private final AppealBlacklisting appealBlacklisting;
  private final Organizations organizations;
  private final Once once;
  private final Clock clock;

  BlacklistPages(
      Blacklistings blacklistings,
      BlacklistMember blacklistMember,
      AppealBlacklisting appealBlacklisting,
      Organizations organizations,
      Once once,
      Clock clock) {
    this.blacklistings = blacklistings;
    this.blacklistMember = blacklistMember;
    this.appealBlacklisting = appealBlacklisting;
    this.organizations = organizations;
    this.once = once;
    this.clock = clock;
  }

  static String address(UUID member) {
    return "/blacklist/" + member;
  }

  @GetMapping("/blacklist/{id}")
  Mono<Rendering> blacklist(
      @PathVariable UUID id,
      @RequestParam(required = false) Optional<Long> before,
      ServerWebExchange exchange) {
    return page(id, before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(
      UUID id, Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .filter(caller -> caller.isOperator() || caller.organizationId().equals(id))
        .flatMap(caller -> organizations.named(Set.of(id)))
        .filter(found -> !found.isEmpty())
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .zipWith(blacklistings.page(id, Lists.query(before)))
        .map(both -> page(id, both.getT1().get(0).name(), both.getT2(), fields));
  }

  private Rendering.Builder<?> page(UUID id, String member, Page<Blacklisting> all, Fields fields) {
    Instant now = clock.instant();
    Rendering.Builder<?> page =
        Lists.page("blacklist", all)
            .modelAttribute("id", id)
            .modelAttribute("member", member)
            .modelAttribute("reasons", Reason.values())
            .modelAttribute("today", LocalDate.ofInstant(now, ZoneOffset.UTC))
            .modelAttribute("now", now)
            .modelAttribute("fields", fields);
    all.items().stream()
        .filter(each -> each.isInForceAt(now))
        .findFirst()
        .ifPresent(each -> page.modelAttribute("current", each));
    return page;
  }

  @PostMapping("/blacklist/{id}")
  Mono<Rendering> list(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Blacklisting.class,
        intent ->
            blacklistMember.list(
                intent.caller(),
                intent.id(),
                id,
                intent.form().choice("reason", Reason.class),
                intent.form().text("words"),
                endOf(intent.form().date("lastDay"))),
        listed -> address(id),
        fields -> page(id, Optional.empty(), fields, exchange));
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private interface Saying {
    Mono<Blacklisting> say(Caller caller, UUID member, UUID id, String words);
  }

  private Mono<Rendering> said(UUID member, UUID id, ServerWebExchange exchange, Saying saying) {
    return once.submit(
        exchange,
        Blacklisting.class,
        intent -> saying.say(intent.caller(), member, id, intent.form().text("words")),
        done -> address(member),
        fields -> page(member, Optional.empty(), fields, exchange));
  }

  @PostMapping("/blacklist/{member}/{id}/appeal")
  Mono<Rendering> appeal(
      @PathVariable UUID member, @PathVariable UUID id, ServerWebExchange exchange) {
    return said(member, id, exchange, appealBlacklisting::appeal);
  }

  @PostMapping("/blacklist/{member}/{id}/upholding")
  Mono<Rendering> uphold(
      @PathVariable UUID member, @PathVariable UUID id, ServerWebExchange exchange) {
    return said(member, id, exchange, blacklistMember::uphold);
  }

  @PostMapping("/blacklist/{member}/{id}/lifting")
  Mono<Rendering> lift(
      @PathVariable UUID member, @PathVariable UUID id, ServerWebExchange exchange) {
    return said(member, id, exchange, blacklistMember::lift);
  }
}
