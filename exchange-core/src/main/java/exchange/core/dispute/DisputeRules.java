package exchange.core.dispute;

/**
 * The rules in force when a dispute is opened, by which it goes to its end.
 *
 * @param answerDays the respondent has
 * @param appealDays either side has after the first ruling
 * @param invoiceDays after an invoice in which its lines can be disputed
 */
public record DisputeRules(
    int answerDays, int appealDays, int invoiceDays, String governingLaw, String seat) {

  public DisputeRules {
    if (answerDays < 1 || appealDays < 1 || invoiceDays < 1) {
      throw new IllegalArgumentException("every deadline leaves a day at least");
    }
    if (governingLaw.isBlank() || seat.isBlank()) {
      throw new IllegalArgumentException("a dispute has a governing law and a seat");
    }
  }
}
