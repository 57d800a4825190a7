import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import { SpecError } from '../../src/errors.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import type { Subjects } from '../../src/models/behavior/subjects.ts';
import { gaussianGroup } from '../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../src/models/hierarchical/hierarchicalFit.ts';
import { comparisonChart } from '../../src/plots/comparisonChart.ts';
import { confusionChart } from '../../src/plots/confusionChart.ts';
import { exceedanceChart } from '../../src/plots/exceedanceChart.ts';
import { groupTraceChart } from '../../src/plots/groupTraceChart.ts';
import {
  plotComparison,
  plotConfusion,
  plotExceedance,
  plotGroupTrace,
  plotLatents,
  plotParameters,
  plotPosteriorPredictive,
  plotRecovery,
} from '../../src/plots/hierarchicalCharts.ts';
import { latentsChart } from '../../src/plots/latentsChart.ts';
import { parameterDistributionsChart } from '../../src/plots/parameterDistributionsChart.ts';
import { posteriorPredictiveChart } from '../../src/plots/posteriorPredictiveChart.ts';
import { recoveryChart } from '../../src/plots/recoveryChart.ts';
import { comparisonTable } from '../../src/views/comparisonTable.ts';
import { exceedanceTable } from '../../src/views/exceedanceTable.ts';
import { groupDensityTable } from '../../src/views/groupDensityTable.ts';
import { groupTraceTable } from '../../src/views/groupTraceTable.ts';
import { confusionTable } from '../../src/views/identificationTable.ts';
import { latentTraceTable } from '../../src/views/latentsTable.ts';
import { posteriorPredictiveTable } from '../../src/views/posteriorPredictiveTable.ts';
import { recoveryTable } from '../../src/views/recoveryTable.ts';
import { subjectParameterTable } from '../../src/views/subjectParameterTable.ts';
import { compareModels } from '../../src/workflows/compareModels.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { identify } from '../../src/workflows/identify.ts';
import { posteriorPredictive } from '../../src/workflows/posteriorPredictive.ts';
import { recover } from '../../src/workflows/recover.ts';
import { level, levelSubjects } from '../support/levelSubjects.ts';

const group = Array.from({ length: 14 }, (_, s) => (s % 2 === 0 ? 'control' : 'patient'));
const subjects: Subjects = levelSubjects(14, { group }, (s) => s % 2, 9);

describe('verbs that plot hierarchical fits', () => {
  let fit: HierarchicalFit;
  let split: HierarchicalFit;
  beforeAll(async () => {
    fit = await fitSubjects(subjects, hierarchical(level));
    split = await fitSubjects(subjects, hierarchical(level, { group: gaussianGroup({ covariates: ['group'] }) }));
  });

  it('draw the tables of the fit', async () => {
    expect(plotParameters(fit)).toEqual(
      parameterDistributionsChart(subjectParameterTable(fit), groupDensityTable(fit)),
    );
    expect(plotParameters(split, subjects, { title: 'Levels' })).toEqual(
      parameterDistributionsChart(subjectParameterTable(split, subjects), groupDensityTable(split, subjects), {
        title: 'Levels',
      }),
    );
    expect(plotGroupTrace(fit)).toEqual(groupTraceChart(groupTraceTable(fit)));
    const of = { subject: 'S3', latents: ['logLikelihood'] };
    expect(plotLatents(fit, subjects, { ...of, title: 'S3' })).toEqual(
      latentsChart(latentTraceTable(fit, subjects, of), { title: 'S3' }),
    );
    const check = await posteriorPredictive(fit, subjects, {
      statistics: { 'first response': ({ columns }) => columns.y[0] },
      draws: 20,
    });
    const table: Table = posteriorPredictiveTable(check);
    expect(table.numRows).toBe(14);
    expect(plotPosteriorPredictive(check)).toEqual(posteriorPredictiveChart(table));
  });

  it('draw subjects without a line where no group was fitted, and ask for subjects where covariates need them', async () => {
    const alone = await fitSubjects(subjects, hierarchical(level, { prior: 'none' }));
    expect(plotParameters(alone)).toEqual(parameterDistributionsChart(subjectParameterTable(alone)));
    expect(() => plotParameters(split)).toThrow(SpecError);
  });

  it('draw what studies found', async () => {
    const models = {
      'one rate': hierarchical(rescorlaWagner()),
      'two rates': hierarchical(rescorlaWagner({ learningRates: 2 })),
    };
    const task = { numBlocks: 1, numTrials: 20 };
    const recovery = await recover(models['one rate'], { numSubjects: 6, task });
    expect(plotRecovery(recovery)).toEqual(recoveryChart(recoveryTable(recovery)));
    const parameters = Array.from({ length: 6 }, (_, s) => [2 + s, 0.2 + 0.1 * s]);
    const comparison = await compareModels(simulateSubjects(rescorlaWagner(), { parameters, task }), models, {
      evidence: 'laplace',
    });
    expect(plotComparison(comparison, { criteria: ['logEvidence'], title: 'Evidence' })).toEqual(
      comparisonChart(comparisonTable(comparison, { criteria: ['logEvidence'] }), { title: 'Evidence' }),
    );
    expect(plotExceedance(comparison)).toEqual(exceedanceChart(exceedanceTable(comparison)));
    const criteria = ['logEvidence', 'pyemLogModelEvidence'] as const;
    const found = await identify(models, { rounds: 1, numSubjects: 5, task, criteria });
    expect(plotConfusion(found)).toEqual(confusionChart(confusionTable(found)));
    const one = JSON.stringify(plotConfusion(found, { metric: 'logEvidence' }));
    expect(one.length).toBeLessThan(JSON.stringify(plotConfusion(found)).length);
    expect(() => plotConfusion(found, { metric: 'aic' })).toThrow(SpecError);
  });
});
