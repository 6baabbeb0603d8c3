package exchange.api;

import exchange.client.model.Dates;
import exchange.client.model.ReviewCriterion;
import exchange.client.model.ReviewSide;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What people and programs do with a lease in its life, each in its own way. */
interface Life extends AutoCloseable {
  /**
   * @return the contract
   */
  UUID lease(Partner exporter, UUID listing, int units, LocalDate from, int days) throws Exception;

  /**
   * A tenant offers units on, and who lets them consents.
   *
   * @param rate a unit and day
   * @return the listing
   */
  UUID sublet(Partner tenant, Partner owner, UUID contract, int units, Dates window, String rate)
      throws Exception;

  /**
   * What is left goes to somebody else, with the owner's consent.
   *
   * @return the newcomer's contract
   */
  UUID handOver(
      Partner holder,
      Partner owner,
      Partner newcomer,
      UUID contract,
      LocalDate from,
      int units,
      String price)
      throws Exception;

  /**
   * The exporter disputes what its first invoice says of handling in.
   *
   * @return the dispute
   */
  UUID dispute(Partner exporter, UUID contract, String amount) throws Exception;

  void answer(Partner owner, UUID dispute) throws Exception;

  void rule(Partner operator, UUID dispute, String award) throws Exception;

  /**
   * A party reviews the other one.
   *
   * @param marks for each of its side's criteria
   */
  void review(Partner party, ReviewSide side, UUID contract, int marks) throws Exception;

  static List<ReviewCriterion> criteria(ReviewSide side) {
    return side == ReviewSide.EXPORTER
        ? List.of(
            ReviewCriterion.AS_DESCRIBED, ReviewCriterion.HANDLING, ReviewCriterion.COMMUNICATION)
        : List.of(
            ReviewCriterion.GOODS_AS_DECLARED,
            ReviewCriterion.PUNCTUALITY,
            ReviewCriterion.COMMUNICATION);
  }

  @Override
  void close();
}
