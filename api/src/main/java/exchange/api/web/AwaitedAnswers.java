package exchange.api.web;

import exchange.core.blacklist.Blacklistings;
import exchange.core.credit.CreditObjections;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What members say against their credit or the blacklist, and operators have not answered. */
@Component
final class AwaitedAnswers {
  private static final int MOST = 100;

  private final CreditObjections objections;
  private final Blacklistings blacklistings;
  private final Organizations organizations;

  AwaitedAnswers(
      CreditObjections objections, Blacklistings blacklistings, Organizations organizations) {
    this.objections = objections;
    this.blacklistings = blacklistings;
    this.organizations = organizations;
  }

  /**
   * One of them.
   *
   * @param what {@code objection} or {@code appeal}
   * @param href where it is answered
   */
  record Awaited(
      String what, UUID memberId, String member, String words, Instant dueAt, String href) {
    private Awaited of(Map<UUID, String> names) {
      return new Awaited(what, memberId, names.getOrDefault(memberId, ""), words, dueAt, href);
    }
  }

  /** Whatever is due first, first. */
  Mono<List<Awaited>> all() {
    return Mono.zip(
            objections
                .open(MOST)
                .map(
                    each ->
                        new Awaited(
                            "objection",
                            each.organizationId(),
                            "",
                            each.words(),
                            each.dueAt(),
                            "/credit/" + each.organizationId()))
                .collectList(),
            blacklistings
                .appealed(MOST)
                .flatMap(
                    each ->
                        Mono.justOrEmpty(each.appeal())
                            .map(
                                appeal ->
                                    new Awaited(
                                        "appeal",
                                        each.organizationId(),
                                        "",
                                        appeal.words(),
                                        appeal.dueAt(),
                                        BlacklistPages.address(each.organizationId()))))
                .collectList())
        .map(
            both ->
                Stream.concat(both.getT1().stream(), both.getT2().stream())
                    .sorted(Comparator.comparing(Awaited::dueAt))
                    .toList())
        .flatMap(this::named);
  }

  private Mono<List<Awaited>> named(List<Awaited> all) {
    return organizations
        .named(all.stream().map(Awaited::memberId).collect(Collectors.toSet()))
        .map(
            found -> found.stream().collect(Collectors.toMap(Organization::id, Organization::name)))
        .map(names -> all.stream().map(each -> each.of(names)).toList());
  }
}
