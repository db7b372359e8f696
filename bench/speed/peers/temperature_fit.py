from measure import ARGUMENTS, measure, read_labels, read_rows, report

data, rows, classes, way = ARGUMENTS
values = read_rows(data, int(rows), int(classes))
labels = read_labels(data, int(rows))


def fit_grid(rows, labels):
    from formulas import grid_temperature

    return grid_temperature(rows, labels)


def fit_scikit_learn(rows, labels):
    from given_rows import fit_temperature, temperature_of

    return temperature_of(fit_temperature(rows, labels))


def fit_netcal(rows, labels):
    from netcal.scaling import TemperatureScaling

    model = TemperatureScaling()
    model.fit(rows, labels)
    return 1 / model.temperature[0]


fit = {"grid": fit_grid, "scikit-learn": fit_scikit_learn, "netcal": fit_netcal}[way]
# Enough for every class to have rows, without which scikit-learn fails.
few = max(len(values) // 50, 5000)
seconds, temperature = measure(lambda: fit(values, labels), warm_up=lambda: fit(values[:few], labels[:few]))
report(seconds, [temperature])
