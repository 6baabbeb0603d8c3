package exchange.api.web;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.Acceptances;
import exchange.core.billing.Amendments;
import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.billing.CancelContract;
import exchange.core.billing.Claim;
import exchange.core.billing.Claims;
import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.dispute.Disputes;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Escrow;
import exchange.core.ledger.Ledger;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.novation.Novation;
import exchange.core.novation.Novations;
import exchange.core.review.Reviews;
import exchange.core.review.Side;
import exchange.core.sublet.Sublets;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Leases: what was agreed, how far their money has come, and the way out. */
@Controller
final class ContractPages {
  private static final Page.Query RECENT = new Page.Query(200, Optional.empty());

  private final Contracts contracts;
  private final Billings billings;
  private final CancelContract cancelContract;
  private final Amendments amendments;
  private final Documents documents;
  private final Claims claims;
  private final Acceptances acceptances;
  private final Sublets sublets;
  private final Novations novations;
  private final Organizations organizations;
  private final Disputes disputes;
  private final Reviews reviews;
  private final Ledger ledger;
  private final Once once;
  private final Clock clock;

  ContractPages(
      Contracts contracts,
      Billings billings,
      CancelContract cancelContract,
      Amendments amendments,
      Documents documents,
      Claims claims,
      Acceptances acceptances,
      Sublets sublets,
      Novations novations,
      Organizations organizations,
      Disputes disputes,
      Reviews reviews,
      Ledger ledger,
      Once once,
      Clock clock) {
    this.contracts = contracts;
    this.billings = billings;
    this.cancelContract = cancelContract;
    this.amendments = amendments;
    this.documents = documents;
    this.claims = claims;
    this.acceptances = acceptances;
    this.sublets = sublets;
    this.novations = novations;
    this.organizations = organizations;
    this.disputes = disputes;
    this.reviews = reviews;
    this.ledger = ledger;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/contracts")
  Mono<Rendering> contracts(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> billings.page(caller, Lists.query(before)))
        .map(page -> Lists.page("contracts", page).build());
  }

  @GetMapping("/contracts/{id}")
  Mono<Rendering> contract(@PathVariable UUID id, ServerWebExchange exchange) {
    return contractPage(id, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  Mono<Rendering.Builder<?>> contractPage(UUID id, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                contracts
                    .find(id, caller)
                    .flatMap(
                        contract ->
                            Mono.zip(
                                    billings.find(id, caller),
                                    ledger.escrow(id, caller),
                                    beside(contract, caller))
                                .map(
                                    all ->
                                        page(caller, contract, all.getT1(), all.getT2())
                                            .model(all.getT3())
                                            .modelAttribute("fields", fields)))
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND))));
  }

  /** All that hangs on a lease, by the page's names for it. */
  private Mono<Map<String, Object>> beside(Contract contract, Caller caller) {
    UUID id = contract.id();
    Map<String, Mono<?>> parts =
        Map.ofEntries(
            Map.entry("documents", of(id, documents.page(caller, RECENT), Document::contractId)),
            Map.entry("claims", of(id, claims.page(caller, RECENT), Claim::contractId)),
            Map.entry("amendments", amendments.agreed(id, caller)),
            Map.entry("disputes", disputes.of(id, caller).collectList()),
            Map.entry("reviews", reviews.of(id, caller, clock.instant())),
            Map.entry("siblings", siblings(contract, caller)),
            Map.entry("asked", asked(id, caller)),
            Map.entry("sublets", sublets.page(caller, Optional.of(id), RECENT).map(Page::items)),
            Map.entry("novations", of(id, novations.page(caller, RECENT), Novation::contractId)),
            Map.entry("owed", billings.owedToOwner(id, caller)),
            Map.entry("members", names(contract)));
    return Flux.fromIterable(parts.entrySet())
        .flatMap(part -> part.getValue().map(found -> Map.entry(part.getKey(), (Object) found)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The contracts of the other parts, of those that the caller is a party to. */
  private Mono<List<Contract>> siblings(Contract contract, Caller caller) {
    return Flux.fromIterable(contract.siblings())
        .concatMap(sibling -> contracts.find(sibling, caller))
        .collectList();
  }

  /** What the owner was asked, if it was, and who asks. */
  private Mono<Optional<Asked>> asked(UUID id, Caller caller) {
    return acceptances
        .find(id, caller)
        .flatMap(
            acceptance ->
                organizations
                    .named(Set.of(acceptance.terms().exporterId()))
                    .map(found -> new Asked(acceptance, found.get(0).name())))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  /**
   * A question to an owner.
   *
   * @param exporter by its name
   */
  public record Asked(Acceptance acceptance, String exporter) {}

  /** Of those whose leases are above this one. */
  private Mono<Map<UUID, String>> names(Contract contract) {
    Set<UUID> above =
        contract.chain().stream()
            .flatMap(link -> Stream.of(link.ownerId(), link.tenantId()))
            .collect(Collectors.toSet());
    return organizations
        .named(above)
        .map(
            found ->
                found.stream().collect(Collectors.toMap(Organization::id, Organization::name)));
  }

  /** Of what the caller may see lately, what hangs on a lease. */
  private static <T> Mono<List<T>> of(UUID contract, Mono<Page<T>> page, Function<T, UUID> lease) {
    return page.map(
        all -> all.items().stream().filter(each -> lease.apply(each).equals(contract)).toList());
  }

  private Rendering.Builder<?> page(
      Caller caller, Contract contract, Billing billing, Escrow escrow) {
    Instant now = clock.instant();
    LocalDate settled = LocalDate.ofInstant(contract.settledAt(), contract.terms().site().zone());
    Rendering.Builder<?> page =
        Rendering.view("contract")
            .modelAttribute("contract", contract)
            .modelAttribute("billing", billing)
            .modelAttribute("escrow", escrow)
            .modelAttribute("now", now)
            .modelAttribute("payments", Payments.of(billing, settled))
            .modelAttribute("milestones", milestones(contract, billing, settled))
            .modelAttribute("side", Side.of(contract.terms(), caller.organizationId()))
            .modelAttribute("mine", contract.terms().exporterId().equals(caller.organizationId()))
            .modelAttribute("theirs", contract.terms().ownerId().equals(caller.organizationId()));
    billing.next().ifPresent(due -> page.modelAttribute("step", Payments.next(billing, due)));
    if (billing.state() == Billing.State.RUNNING) {
      page.modelAttribute("wayOut", WayOut.of(billing, now));
      rest(billing).ifPresent(rest -> page.modelAttribute("rest", rest));
      change(billing, now).ifPresent(change -> page.modelAttribute("change", change));
    }
    return page;
  }

  /** The days that can be offered on or handed over. */
  private Optional<DateRange> rest(Billing billing) {
    LocalDate today = LocalDate.now(clock.withZone(billing.terms().site().zone()));
    DateRange stay = billing.extent().quantities().stay();
    LocalDate from = stay.from().isAfter(today) ? stay.from() : today.plusDays(1);
    return from.isBefore(stay.to())
        ? Optional.of(new DateRange(from, stay.to()))
        : Optional.empty();
  }

  /** The days from which units can be given back, if there is time left for it. */
  private static Optional<DateRange> change(Billing billing, Instant now) {
    LeaseTerms terms = billing.terms();
    DateRange stay = billing.extent().quantities().stay();
    LocalDate notice =
        LocalDate.ofInstant(now, terms.site().zone())
            .plusDays(terms.conditions().release().noticeDays());
    LocalDate first = notice.isAfter(stay.from()) ? notice : stay.from();
    return first.isBefore(stay.to())
        ? Optional.of(new DateRange(first, stay.to()))
        : Optional.empty();
  }

  /** What happens on a day of a lease. */
  public record Milestone(String name, LocalDate day, boolean done) {}

  private List<Milestone> milestones(Contract contract, Billing billing, LocalDate settled) {
    LocalDate today = LocalDate.now(clock.withZone(contract.terms().site().zone()));
    LocalDate first = contract.terms().stay().from();
    LocalDate last = billing.extent().quantities().stay().to().minusDays(1);
    int days = contract.terms().conditions().billing().depositDays();
    List<Milestone> all = new ArrayList<>();
    all.add(new Milestone("settled", settled, true));
    if (billing.state() == Billing.State.RUNNING || billing.state() == Billing.State.ENDED) {
      all.add(new Milestone("arrival", first, !today.isBefore(first)));
      all.add(new Milestone("last", last, today.isAfter(last)));
      all.add(
          new Milestone(
              "deposit", last.plusDays(1L + days), billing.state() == Billing.State.ENDED));
    }
    return all;
  }

  @PostMapping("/contracts/{id}/cancellation")
  Mono<Rendering> cancel(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Billing.class,
        intent -> cancelContract.cancel(intent.caller(), id),
        billing -> "/contracts/" + id,
        fields -> contractPage(id, fields, exchange));
  }
}
