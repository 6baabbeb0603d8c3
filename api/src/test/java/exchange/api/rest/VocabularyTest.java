package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.Contract.Operation;
import exchange.core.acceptance.Acceptance;
import exchange.core.billing.Billing;
import exchange.core.billing.Claim;
import exchange.core.billing.Document;
import exchange.core.blacklist.Blacklisting;
import exchange.core.card.CardPayment;
import exchange.core.credit.CreditFact;
import exchange.core.credit.CreditObjection;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Subject;
import exchange.core.event.Delivery;
import exchange.core.event.EventKind;
import exchange.core.event.Webhook;
import exchange.core.ledger.Purpose;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.StorageRate;
import exchange.core.member.CreditTier;
import exchange.core.member.Role;
import exchange.core.notice.Topic;
import exchange.core.novation.Novation;
import exchange.core.quote.Objection;
import exchange.core.request.LeaseRequest;
import exchange.core.review.Criterion;
import exchange.core.review.Review;
import exchange.core.review.Side;
import exchange.core.values.RefusalCode;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The contract and the code use the same words. */
class VocabularyTest {
  private final Contract contract = Contract.read();

  static Stream<Arguments> vocabularies() {
    return Stream.of(
        Arguments.of("ProblemCode", RefusalCode.values()),
        Arguments.of("Rule", Objection.Rule.values()),
        Arguments.of("StorageClass", StorageClass.values()),
        Arguments.of("Unit", Unit.values()),
        Arguments.of("Role", Role.values()),
        Arguments.of("EventKind", EventKind.values()),
        Arguments.of("NotificationTopic", Topic.values()),
        Arguments.of("WebhookState", Webhook.State.values()),
        Arguments.of("DeliveryState", Delivery.State.values()),
        Arguments.of("ChargeCode", ChargeCode.values()),
        Arguments.of("ContractState", Billing.State.values()),
        Arguments.of("BillingAction", Billing.Action.values()),
        Arguments.of("DocumentKind", Document.Kind.values()),
        Arguments.of("ClaimState", Claim.State.values()),
        Arguments.of("AcceptanceState", Acceptance.State.values()),
        Arguments.of("RefusalReason", Acceptance.Reason.values()),
        Arguments.of("AcceptanceMode", AcceptanceRule.Mode.values()),
        Arguments.of("AskingGround", AcceptanceRule.Ground.values()),
        Arguments.of("CreditFactKind", CreditFact.Kind.values()),
        Arguments.of("ReviewSide", Side.values()),
        Arguments.of("ReviewCriterion", Criterion.values()),
        Arguments.of("ReviewPart", Review.Part.values()),
        Arguments.of("ObjectionVerdict", CreditObjection.Verdict.values()),
        Arguments.of("BlacklistReason", Blacklisting.Reason.values()),
        Arguments.of("BlacklistState", Blacklisting.State.values()),
        Arguments.of("DisputeState", Dispute.State.values()),
        Arguments.of("DisputeEntryKind", Dispute.EntryKind.values()),
        Arguments.of("DisputeParty", Dispute.Party.values()),
        Arguments.of("DisputeSubjectKind", Subject.Kind.values()),
        Arguments.of("NovationState", Novation.State.values()),
        Arguments.of("NovationReason", Novation.Reason.values()),
        Arguments.of("CardPaymentState", CardPayment.State.values()),
        Arguments.of("CreditTier", CreditTier.values()),
        Arguments.of("Purpose", Purpose.values()),
        Arguments.of("StorageBasis", StorageRate.Basis.values()),
        Arguments.of("LeaseRequestState", LeaseRequest.State.values()));
  }

  @ParameterizedTest
  @MethodSource("vocabularies")
  void codeAndContractNameTheSame(String schema, Enum<?>[] constants) {
    assertThat(Arrays.stream(constants).map(Enum::name))
        .containsExactlyElementsOf(contract.values(schema));
  }

  @ParameterizedTest
  @CsvSource({
    "BadRequest, 400",
    "Unauthenticated, 401",
    "Forbidden, 403",
    "NotFound, 404",
    "Conflict, 409",
    "PreconditionFailed, 412",
    "Unprocessable, 422",
    "PreconditionRequired, 428",
    "Unavailable, 503",
  })
  void everyRefusalHasTheStatusUnderWhichTheContractDescribesIt(String response, int status) {
    Matcher codes = Pattern.compile("`([A-Z_]+)`").matcher(contract.description(response));
    assertThat(codes.results().map(code -> RefusalCode.valueOf(code.group(1))))
        .isNotEmpty()
        .allSatisfy(code -> assertThat(Statuses.of(code).value()).isEqualTo(status));
  }

  @Test
  void everyOperationHasOneHandler() {
    try (InMemoryServer server = InMemoryServer.start()) {
      Map<String, String> handled = new TreeMap<>();
      server
          .context()
          .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
          .getHandlerMethods()
          .forEach(
              (mapping, handler) ->
                  mapping
                      .getMethodsCondition()
                      .getMethods()
                      .forEach(
                          method ->
                              mapping
                                  .getPatternsCondition()
                                  .getPatterns()
                                  .forEach(
                                      path ->
                                          handled.put(
                                              method + " " + path,
                                              handler.getMethod().getName()))));
      Map<String, String> stated = new TreeMap<>();
      for (Operation operation : contract.operations()) {
        stated.put(operation.toString(), operation.id());
      }
      assertThat(handled).containsAllEntriesOf(stated);
      assertThat(handled).containsEntry("POST /oauth2/token", "issueToken");
      handled.keySet().removeIf(route -> !route.contains(" /v1/"));
      assertThat(handled).isEqualTo(stated);
    }
  }
}
