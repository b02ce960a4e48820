//! `Subscribe`.

use dispatch::{Call, Handle, Principal};
use kernel::Arn;
use sns_api::{SERVICE, Subscribe, SubscribeInput, SubscribeOutput};
use wire::Fault;

use super::subscriber::{Consent, check};
use super::{account_of, permit};
use crate::Sns;
use crate::delivery::PRINCIPAL;
use crate::document::confirm_url;
use crate::engine::{Attributes, EngineError, NewSubscription, StoredSubscription, Topic, changed_terms};
use crate::errors::{among_attributes, invalid};

/// Bytes of a token: AWS's have 288 hexadecimal digits.
const TOKEN_BYTES: usize = 144;

impl Handle<Subscribe> for Sns {
    async fn handle(&self, call: &Call, input: SubscribeInput) -> Result<SubscribeOutput, Fault> {
        let topic = self.named(&input.topic_arn, "TopicArn").await?;
        if topic.place.region != call.place.region {
            return Err(invalid("TopicArn"));
        }
        let endpoint = input.endpoint.as_deref();
        permit::<Subscribe>(call, &topic, Some((&input.protocol, endpoint.unwrap_or_default())))?;
        let fifo = topic.described().settings.fifo;
        let consent = check(&input.protocol, endpoint, fifo, account_of(call))?;
        let given = input.attributes.unwrap_or_default();
        let attributes = changed_terms(&Attributes::new(), &given, &input.protocol);
        let attributes = attributes.map_err(|error| among_attributes(EngineError::from(error)))?;
        self.check_terms(call, &attributes, &input.protocol, fifo).await?;
        let owner = account_of(call).unwrap_or(&topic.place.account).to_string();
        let endpoint = input.endpoint.unwrap_or_default();
        let (id, principal) = (self.engine.uuid(), call.principal.arn());
        let mut stored = StoredSubscription::new(id, owner, principal, input.protocol, endpoint);
        (stored.created, stored.attributes) = (self.engine.now(), attributes);
        let question = match consent {
            Consent::Given => {
                (stored.confirmed, stored.authenticated) = (true, true);
                None
            }
            Consent::Asked => {
                let mut bytes = [0; TOKEN_BYTES];
                self.dispatch.random().fill(&mut bytes);
                stored.token = Some(kernel::to_hex(&bytes));
                Some(question(&topic))
            }
        };
        self.tell_that_no_mail_goes(&topic, &stored);
        let (subscription, lane) = self
            .engine
            .subscribe(&topic, NewSubscription { stored, question })
            .await
            .map_err(among_attributes)?;
        if let Some(lane) = lane {
            self.ring(&topic, lane);
        }
        let shows = subscription.stored.confirmed || input.return_subscription_arn == Some(true);
        let arn = if shows { subscription.arn(&topic) } else { "pending confirmation".to_owned() };
        Ok(SubscribeOutput { subscription_arn: Some(arn) })
    }
}

fn question(topic: &Topic) -> String {
    format!(
        "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
        topic.arn()
    )
}

impl Sns {
    /// What attributes ask of each other, of the protocol and of the caller.
    pub(super) async fn check_terms(
        &self,
        call: &Call,
        attributes: &Attributes,
        protocol: &str,
        fifo: bool,
    ) -> Result<(), Fault> {
        match attributes.get("SubscriptionRoleArn") {
            Some(role) => {
                let roles = std::slice::from_ref(role);
                self.dispatch.permit_action(call, &SERVICE, "iam:PassRole", roles).await?;
                self.check_role(call, role).await?;
            }
            None if protocol == "firehose" => {
                return Err(invalid(
                    "Attributes Reason: SubscriptionRoleArn is required for the firehose protocol",
                ));
            }
            None => {}
        }
        let target = attributes.get("RedrivePolicy").map(|policy| policy.contains(".fifo\""));
        match target {
            Some(is_fifo) if is_fifo != fifo => Err(invalid(
                "Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
            )),
            _ => Ok(()),
        }
    }

    /// That SNS may take the role.
    async fn check_role(&self, call: &Call, role: &str) -> Result<(), Fault> {
        let Some(authorize) = self.dispatch.authorize() else { return Ok(()) };
        let principal = Principal::Service(PRINCIPAL);
        let call = Call::inside("sns", principal, call.place.clone(), call.request_id.clone());
        let unable =
            || invalid(format!("Attributes Reason: SubscriptionRoleArn: SNS cannot assume the role {role}"));
        let arn = Arn::parse(role).map_err(|_| unable())?;
        authorize.assume(&call, &arn, &[]).await?.map_err(|_| unable())
    }

    /// Without a mail server nobody gets the link that confirms; so whoever runs the house is given it.
    fn tell_that_no_mail_goes(&self, topic: &Topic, stored: &StoredSubscription) {
        let by_mail = stored.protocol.starts_with("email") && self.config.smtp.is_none();
        if let Some(token) = stored.token.as_deref().filter(|_| by_mail) {
            let url = confirm_url(&self.config.endpoint, &topic.arn(), token);
            eprintln!(
                "pumphouse: no mail goes to {}: start with --smtp HOST:PORT. This confirms its subscription: {url}",
                stored.endpoint
            );
        }
    }
}
