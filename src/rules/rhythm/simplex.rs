//! The downhill simplex method (Nelder and Mead, A simplex method for function minimization, The Computer Journal 7,
//! 1965) with the coefficients of that paper: it needs no derivatives, and no chance.

/// A point with its value.
type Vertex<const N: usize> = ([f64; N], f64);

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Minimum<const N: usize> {
    pub at: [f64; N],
    pub value: f64,
    /// Whether the simplex became as small as was asked, before the patience ended.
    pub converged: bool,
}

/// How small the simplex must have become, in its values and in its size; and how many steps it may take for that.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub value: f64,
    pub size: f64,
    pub steps: usize,
}

/// The minimum of a function near `start`; where the function has none of its domain it says infinity.
pub fn minimum<const N: usize>(
    start: [f64; N],
    step: f64,
    patience: Patience,
    mut function: impl FnMut(&[f64; N]) -> f64,
) -> Minimum<N> {
    let mut value = |at: [f64; N]| -> Vertex<N> {
        let value = function(&at);
        (at, if value.is_nan() { f64::INFINITY } else { value })
    };
    let mut simplex = vec![value(start)];
    for axis in 0..N {
        let mut at = start;
        at[axis] += step;
        simplex.push(value(at));
    }
    for _ in 0..patience.steps {
        simplex.sort_by(|one, other| one.1.total_cmp(&other.1));
        let (best, worst) = (simplex[0], simplex[N]);
        if is_small(&simplex, patience) {
            return Minimum { at: best.0, value: best.1, converged: true };
        }
        let centre: [f64; N] =
            std::array::from_fn(|axis| simplex[..N].iter().map(|(at, _)| at[axis]).sum::<f64>() / N as f64);
        let along =
            |far: f64| std::array::from_fn(|axis| centre[axis] + far * (worst.0[axis] - centre[axis]));
        let reflected = value(along(-1.0));
        let replaced = if reflected.1 < best.1 {
            let expanded = value(along(-2.0));
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < simplex[N - 1].1 {
            Some(reflected)
        } else {
            let is_outside = reflected.1 < worst.1;
            let contracted = value(along(if is_outside { -0.5 } else { 0.5 }));
            (contracted.1 < reflected.1.min(worst.1)).then_some(contracted)
        };
        match replaced {
            Some(vertex) => simplex[N] = vertex,
            None => {
                for vertex in &mut simplex[1..] {
                    *vertex = value(std::array::from_fn(|axis| f64::midpoint(best.0[axis], vertex.0[axis])));
                }
            }
        }
    }
    simplex.sort_by(|one, other| one.1.total_cmp(&other.1));
    Minimum { at: simplex[0].0, value: simplex[0].1, converged: false }
}

fn is_small<const N: usize>(simplex: &[Vertex<N>], patience: Patience) -> bool {
    let (best, worst) = (&simplex[0], &simplex[N]);
    let is_flat = worst.1 - best.1 <= patience.value;
    let is_near =
        |at: &[f64; N]| at.iter().zip(best.0).all(|(one, other)| (one - other).abs() <= patience.size);
    is_flat && simplex.iter().all(|(at, _)| is_near(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { value: 1e-12, size: 1e-7, steps: 2_000 };

    #[test]
    fn it_finds_the_bottom_of_rosenbrocks_valley() {
        let valley = |at: &[f64; 2]| (1.0 - at[0]).powi(2) + 100.0 * (at[1] - at[0] * at[0]).powi(2);
        let found = minimum([-1.2, 1.0], 0.5, PATIENCE, valley);
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-6 && (found.at[1] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn it_stays_where_the_function_is_defined_and_says_when_its_patience_ends() {
        let root = |at: &[f64; 1]| if at[0] < 0.0 { f64::NAN } else { (at[0].sqrt() - 1.0).powi(2) };
        let found = minimum([0.1], 0.5, PATIENCE, root);
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-5, "{found:?}");
        let slope = minimum([0.0], 0.5, Patience { steps: 20, ..PATIENCE }, |at| -at[0]);
        assert!(!slope.converged);
    }
}
