package exchange.api.rest;

import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Role;
import exchange.core.testing.InMemoryExchange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class WritesTest {
  private final Caller caller = new Caller(UUID.randomUUID(), Set.of(Role.OWNER));
  private final Attempts attempts = new InMemoryExchange(Clock.systemUTC()).attempts();
  private final Writes writes = new Writes(attempts, JsonMapper.builder().build());

  private ServerWebExchange http() {
    return MockServerWebExchange.from(MockServerHttpRequest.post("/v1/things"))
        .mutate()
        .principal(Mono.just(new TestingAuthenticationToken(caller, "")))
        .build();
  }

  /**
   * A change that is refused the first time and works the second time, unless the attempt has an
   * answer: all stores look for one first.
   */
  private Mono<String> attempt(RefusalCode first, AtomicInteger runs) {
    return writes.once(
        http(),
        "key",
        Writes.NO_BODY,
        String.class,
        intent ->
            runs.getAndIncrement() == 0
                ? Mono.error(Refusal.of(first))
                : attempts.recall(intent.attempt(), String.class).defaultIfEmpty("done"),
        (intent, answer) -> answer);
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void onlyConflictsAndWhatCannotBeDoneAreAnswersForGood(RefusalCode code) {
    AtomicInteger runs = new AtomicInteger();
    StepVerifier.create(attempt(code, runs)).expectError(RefusedException.class).verify();
    boolean kept =
        switch (code) {
          case CAPACITY_EXHAUSTED,
              CAPACITY_IN_USE,
              LISTING_CLOSED,
              REQUEST_NOT_OPEN,
              QUOTE_EXPIRED,
              RESERVATION_EXPIRED,
              RESERVATION_ENDED,
              EXTENSION_USED,
              HOLD_LIMIT_REACHED,
              INSUFFICIENT_FUNDS,
              ALREADY_DISPUTED,
              ALREADY_OBJECTED,
              ANOTHER_OPERATOR_NEEDED,
              APPEAL_USED,
              BLACKLISTING_ENDED,
              MEMBER_BLACKLISTED,
              NO_APPEAL,
              OBJECTION_ANSWERED,
              CLAIM_DECIDED,
              NOTICE_TOO_SHORT,
              NOVATION_NOT_OPEN,
              AMENDMENT_OUTDATED,
              CLAIM_EXCEEDS_DEPOSIT,
              CONVERSION_NEEDED,
              CURRENCY_EXHAUSTED,
              RATES_OUTDATED,
              DISPUTE_AWAITS_ANSWER,
              DISPUTE_DEADLINE_PASSED,
              DISPUTE_EXCEEDS_LINE,
              DISPUTE_FULL,
              DISPUTE_OUT_OF_TURN,
              DISPUTE_TOO_LATE,
              GUARANTEE_EXHAUSTED,
              INVOICE_DISPUTED,
              OFFER_NOT_OPEN,
              CANCELLATION_TOO_LATE,
              ALREADY_CREDITED,
              CONTRACT_ENDED,
              REVIEW_NOT_OPEN,
              REVIEW_FINAL,
              CONTRACT_AWAITS_ACCEPTANCE,
              ACCEPTANCE_NOT_AWAITED,
              ACCEPTANCE_TOO_LATE,
              SUBLET_FORBIDDEN,
              SUBLET_EXCEEDS_LEASE,
              SUBLET_IN_THE_WAY,
              CONSENT_MISSING,
              CONSENT_DECIDED,
              BANK_FILE_REFUSED,
              ENTRY_NOT_OPEN,
              PAYOUT_NOT_OPEN,
              SECOND_PERSON_NEEDED,
              NOTHING_TO_PAY,
              BANK_BREAK,
              CARDS_NOT_ACCEPTED,
              UNKNOWN_PLACE,
              CURRENCY_NOT_SUPPORTED,
              WEBHOOK_ADDRESS_REFUSED,
              WEBHOOK_LIMIT_REACHED,
              WEBHOOK_DISABLED ->
              true;
          default -> false;
        };
    if (kept) {
      StepVerifier.create(attempt(code, runs)).expectError(RefusedException.class).verify();
    } else {
      StepVerifier.create(attempt(code, runs)).expectNext("done").verifyComplete();
    }
  }

  @Test
  void theStoresFindTheAttemptInTheContext() {
    Mono<Organization> made =
        writes.once(
            http(),
            "key",
            Writes.NO_BODY,
            Organization.class,
            intent ->
                Mono.deferContextual(
                    context -> {
                      Attempt attempt = context.get(Attempt.class);
                      return Mono.just(
                          new Organization(
                              attempt.id(), attempt.route(), "CN", Set.of(Role.OWNER)));
                    }),
            (intent, organization) -> organization);
    StepVerifier.create(made)
        .expectNextMatches(organization -> organization.name().equals("POST /v1/things"))
        .verifyComplete();
  }
}
