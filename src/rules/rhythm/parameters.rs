//! What is known of a whole book of customers: how fast, how regularly and for how long they order.
//!
//! The model is the BG/NBD of Fader, Hardie and Lee ("Counting Your Customers" the Easy Way: An Alternative to the
//! Pareto/NBD Model, Marketing Science 24(2), 2005) with two changes: the time between two orders is Erlang-distributed
//! as in the NBD of condensed Poisson purchases (Chatfield and Goodhardt, 1973), with a regularity k that differs from
//! customer to customer, and customers can leave after their first order, too, as in the MBG/NBD (Batislam, Denizel and
//! Filiztekin, 2007). Both were written down for this program; `../shared/rhythm.md` is their source.

/// The regularities k that a customer can have: 1 orders at any time, 64 nearly to the day.
pub const REGULARITIES: [u32; 7] = [1, 2, 4, 8, 16, 32, 64];

/// How many they are.
pub const KINDS: usize = REGULARITIES.len();

/// After which orders a customer may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// After each, the first one too (MBG/NBD).
    AfterEach,
    /// Not after the first one (BG/NBD, which is published so).
    NotAfterFirst,
}

/// The parameters of the model. The time is in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RhythmParameters {
    /// r: how much customers differ in how often they order; the larger, the more alike they are.
    pub shape: f64,
    /// α: with it α / r weeks lie between the orders of a usual customer.
    pub scale: f64,
    /// a of the chance to leave after an order, which is a / (a + b) in the mean.
    pub leave: f64,
    /// b of it.
    pub stay: f64,
    /// w: the part of the customers with each of the regularities; zero where none has it.
    pub weights: [f64; KINDS],
    pub leaving: Leaving,
    /// ε: how many orders are followed by a long silence, after which the customer comes back.
    pub silence: f64,
    /// How many times as long as a usual gap such a silence is.
    pub stretch: f64,
}

impl RhythmParameters {
    /// How many orders are followed by a long silence.
    pub const SILENCE: f64 = 0.05;
    /// How many times as long as a usual gap it is.
    pub const STRETCH: f64 = 6.0;

    /// What counts where nothing was fitted: a usual customer of a trade between firms, as in the made-up books with
    /// which the model was chosen. With five customers it is as good as a fit to two hundred.
    pub const SHIPPED: RhythmParameters = RhythmParameters {
        shape: 1.6,
        scale: 17.0,
        leave: 0.8,
        stay: 9.0,
        weights: [0.12, 0.04, 0.06, 0.08, 0.25, 0.20, 0.25],
        leaving: Leaving::AfterEach,
        silence: Self::SILENCE,
        stretch: Self::STRETCH,
    };

    /// The weeks between two orders of a usual customer.
    pub fn usual_gap(&self) -> f64 {
        self.scale / self.shape
    }

    /// Which part of the customers leaves after an order.
    pub fn mean_leave(&self) -> f64 {
        self.leave / (self.leave + self.stay)
    }

    /// Whether it can be reckoned with: positive numbers, and weights that are a whole.
    pub fn is_sound(&self) -> bool {
        let positive = [self.shape, self.scale, self.leave, self.stay, self.stretch];
        let weights: f64 = self.weights.iter().sum();
        positive.iter().all(|number| number.is_finite() && *number > 0.0)
            && (0.0..1.0).contains(&self.silence)
            && self.weights.iter().all(|weight| (0.0..=1.0).contains(weight))
            && (weights - 1.0).abs() < 1e-3
    }
}
