package exchange.core.member;

import reactor.core.publisher.Mono;

/** An operator admits a member and gives it its first credential. */
public final class AdmitOrganization {
  private final Organizations organizations;

  public AdmitOrganization(Organizations organizations) {
    this.organizations = organizations;
  }

  /**
   * @return {@code FORBIDDEN} as an error unless the caller is an operator
   */
  public Mono<Organization> admit(Caller caller, Organization organization, Credential credential) {
    caller.require(Role.OPERATOR);
    return organizations.admit(organization, credential);
  }
}
